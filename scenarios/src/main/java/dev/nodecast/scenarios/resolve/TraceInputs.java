package dev.nodecast.scenarios.resolve;

import dev.nodecast.scenarios.file.SpotFile;
import dev.nodecast.scenarios.file.WorkloadFile;
import dev.nodecast.scenarios.trace.CapacityTrace;
import dev.nodecast.scenarios.trace.JobTrace;
import dev.nodecast.scenarios.trace.PriceHistory;
import dev.nodecast.scenarios.trace.TimeSeries;
import dev.nodecast.scenarios.workload.RateSeries;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The traces that a scenario names.
 *
 * @param jobs of {@code workload.trace}
 * @param rates of queues with a measured demand, by queue
 * @param capacities of {@code spot.capacity}, in its order
 * @param prices of {@code spot.priceHistory}, in its order
 * @param replicas of {@code workload.replicas}, by Deployment
 */
public record TraceInputs(
        Optional<Jobs> jobs,
        Map<String, Rate> rates,
        List<Capacity> capacities,
        List<PriceHistory> prices,
        Map<String, TimeSeries> replicas) {

    public TraceInputs {
        rates = Collections.unmodifiableMap(new LinkedHashMap<>(rates));
        capacities = List.copyOf(capacities);
        prices = List.copyOf(prices);
        replicas = Collections.unmodifiableMap(new LinkedHashMap<>(replicas));
    }

    /** A job trace and how it is used. */
    public record Jobs(JobTrace trace, WorkloadFile.JobTraceFile use) {}

    /** A measured rate. */
    public record Rate(RateSeries series, boolean repeat) {}

    /** A capacity trace and what it is for. */
    public record Capacity(CapacityTrace trace, SpotFile.CapacityFile use) {}
}
