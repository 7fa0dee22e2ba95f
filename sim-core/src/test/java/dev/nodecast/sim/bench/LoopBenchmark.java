package dev.nodecast.sim.bench;

import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.sim.world.Autoscaler;
import dev.nodecast.sim.world.Fixtures;
import dev.nodecast.sim.world.SimulatedWorld;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.CloudTimings;
import dev.nodecast.sim.world.spec.MetricsSpec;
import dev.nodecast.sim.world.spec.NodeStartup;
import dev.nodecast.sim.world.spec.PodStartup;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * CPU time of a month with the control loop: KEDA on the jobs in the system, an empty node deleted after 30 s, load that
 * swings over the day between a tenth and all of the given number of GPUs.
 */
public final class LoopBenchmark {

    private static final long MONTH_NS = 31 * 24 * Fixtures.HOUR;

    private LoopBenchmark() {}

    public static void main(String[] args) {
        System.out.println("   nodes       jobs launched   events   observed   CPU s  heap MB");
        run(20, 50_000);
        run(100, 100_000);
        run(1_000, 1_000_000);
    }

    private static void run(int nodes, int jobs) {
        Fixtures.Builder world = new Fixtures.Builder();
        double gapNs = (double) MONTH_NS / jobs;
        world.horizonNs = MONTH_NS;
        world.timings = CloudTimings.DEFAULT;
        world.nodeStartup = NodeStartup.DEFAULT;
        world.podStartup.put(Fixtures.WORKER, PodStartup.DEFAULT);
        world.deployments = List.of(Fixtures.workers(0, 100));
        world.pools = List.of(Fixtures.gpuPool("gpu-spot"));
        world.queues = List.of("queue:pro", "queue:starter", "queue:free");
        world.metrics = new MetricsSpec(
                List.of(new MetricsSpec.QueueMetric("jobs", "queue", MetricsSpec.Counted.WAITING_AND_RUNNING)),
                15 * Fixtures.SECOND,
                0);
        world.scaledObjects = List.of(Fixtures.scaledOnQuery("sum(jobs)", 1, nodes));
        world.jobs = () -> Fixtures.daily(1, gapNs, 0.45 * nodes * gapNs, 3);
        SimulatedWorld simulated =
                new SimulatedWorld(world.build(), Autoscaler.controlLoop(Settings.defaults()), Journal.NONE);
        long before = cpuNs();
        RunResult result = simulated.run();
        double cpuS = (cpuNs() - before) / 1e9;
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%8d %10d %8d %8d %10d %7.2f %8d  peak %d completed %d wait %.1f s%n",
                nodes,
                result.jobs().arrived(),
                result.nodeTotals().launched(),
                result.events().events(),
                result.events().observations(),
                cpuS,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                result.nodeTotals().peak(),
                result.jobs().completed(),
                result.queues().getFirst().waitS().mean());
    }

    private static long cpuNs() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
