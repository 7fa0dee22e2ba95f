/**
 * Readers of spot prices and of the spot advisor, one class per format.
 */
@NullMarked
package dev.nodecast.scenarios.trace.price;

import org.jspecify.annotations.NullMarked;
