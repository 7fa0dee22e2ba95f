/**
 * Readers of spot instance lifetimes, one class per format.
 */
@NullMarked
package dev.nodecast.scenarios.trace.lifetime;

import org.jspecify.annotations.NullMarked;
