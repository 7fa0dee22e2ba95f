/**
 * Readers and the writer of job traces, and readers of node inventories, one class per format.
 */
@NullMarked
package dev.nodecast.scenarios.trace.job;

import org.jspecify.annotations.NullMarked;
