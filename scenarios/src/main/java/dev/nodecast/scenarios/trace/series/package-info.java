/**
 * Readers of measured series: rates, latencies, queue lengths, and what Prometheus exports.
 */
@NullMarked
package dev.nodecast.scenarios.trace.series;

import org.jspecify.annotations.NullMarked;
