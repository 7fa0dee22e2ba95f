package dev.nodecast.sim.world.jobs;

import dev.nodecast.scheduler.autoscaling.hpa.PodMetricSample;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.cluster.SimPod;
import dev.nodecast.sim.world.spec.MetricsSpec;
import dev.nodecast.sim.world.spec.WorkerSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the pods of workers use, as the metrics APIs show it: resources averaged between two rounds of metrics-server,
 * other metrics as their exporter saw them at the last scrape that has arrived. A pod that has not begun to work, or that
 * only one round has seen, has no value.
 */
final class PodMetrics {

    /** metrics-server's default --metric-resolution. */
    private static final long RESOLUTION_NS = 15_000_000_000L;

    private static final double MILLI = 1000;
    private static final List<String> RESOURCES = List.of(Resources.CPU, Resources.MEMORY);

    private final Simulation simulation;
    private final Workers workers;
    private final MetricsSpec spec;
    private final boolean used;
    private Map<SimPod, Seen> lastRound = new LinkedHashMap<>();
    private Map<Series, Map<String, PodMetricSample>> resources = Map.of();
    private Map<Series, Map<String, PodMetricSample>> scraped = Map.of();

    /** Time of work of a pod until a round of metrics-server. */
    private record Seen(long timeNs, long busyNs) {}

    /** A metric of the pods of one workload. */
    private record Series(ObjectKey workload, String name) {}

    PodMetrics(Simulation simulation, Workers workers, MetricsSpec spec, List<WorkerSpec> specs) {
        this.simulation = simulation;
        this.workers = workers;
        this.spec = spec;
        this.used = specs.stream().anyMatch(worker -> !worker.uses().isEmpty());
    }

    void start() {
        if (used) {
            simulation.schedule(0, this::measureAndGoOn);
            simulation.schedule(0, this::scrapeAndGoOn);
        }
    }

    Map<String, PodMetricSample> resource(ObjectKey workload, String name) {
        return resources.getOrDefault(new Series(workload, name), Map.of());
    }

    Map<String, PodMetricSample> metric(ObjectKey workload, String name) {
        return scraped.getOrDefault(new Series(workload, name), Map.of());
    }

    private void measureAndGoOn() {
        Map<Series, Map<String, PodMetricSample>> round = new LinkedHashMap<>();
        Map<SimPod, Seen> seen = new LinkedHashMap<>();
        long nowNs = simulation.now();
        workers.forEachPod((pod, worker, its) -> {
            Seen now = new Seen(nowNs, worker.busyNs(nowNs));
            Seen before = lastRound.get(pod);
            seen.put(pod, now);
            if (before != null) {
                double windowNs = (double) (now.timeNs - before.timeNs) * worker.workers.length;
                double share = (now.busyNs - before.busyNs) / windowNs;
                its.uses().forEach((name, use) -> add(round, pod, name, sample(use.at(share), nowNs)));
            }
        });
        round.keySet().removeIf(series -> !RESOURCES.contains(series.name));
        lastRound = seen;
        resources = round;
        simulation.schedule(RESOLUTION_NS, this::measureAndGoOn);
    }

    private void scrapeAndGoOn() {
        Map<Series, Map<String, PodMetricSample>> round = new LinkedHashMap<>();
        long nowNs = simulation.now();
        workers.forEachPod((pod, worker, its) ->
                its.uses().forEach((name, use) -> add(round, pod, name, sample(use.at(worker.busyShare()), nowNs))));
        simulation.schedule(spec.delayNs(), () -> scraped = round);
        simulation.schedule(spec.scrapeIntervalNs() > 0 ? spec.scrapeIntervalNs() : RESOLUTION_NS, this::scrapeAndGoOn);
    }

    private static PodMetricSample sample(double value, long nowNs) {
        return new PodMetricSample(Math.round(value * MILLI), nowNs, RESOLUTION_NS);
    }

    private static void add(
            Map<Series, Map<String, PodMetricSample>> round, SimPod pod, String name, PodMetricSample sample) {
        round.computeIfAbsent(new Series(pod.workload(), name), _ -> new LinkedHashMap<>())
                .put(pod.meta().name(), sample);
    }
}
