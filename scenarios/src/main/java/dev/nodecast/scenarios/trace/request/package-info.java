/**
 * Readers of request traces, one class per format.
 */
@NullMarked
package dev.nodecast.scenarios.trace.request;

import org.jspecify.annotations.NullMarked;
