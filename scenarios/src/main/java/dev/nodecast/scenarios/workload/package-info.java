/**
 * Where the jobs of a simulation come from: traces, measured demand, or generators with the burstiness of real systems.
 * Start with {@link dev.nodecast.scenarios.workload.DiurnalArrivals} and {@link
 * dev.nodecast.scenarios.workload.WorkloadPresets}.
 */
@NullMarked
package dev.nodecast.scenarios.workload;

import org.jspecify.annotations.NullMarked;
