/**
 * Readers and the writer of spot capacity traces, one class per format.
 */
@NullMarked
package dev.nodecast.scenarios.trace.capacity;

import org.jspecify.annotations.NullMarked;
