package dev.nodecast.sim.bench;

import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.sim.world.Autoscaler;
import dev.nodecast.sim.world.Fixtures;
import dev.nodecast.sim.world.SimulatedWorld;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.FixedFleet;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * CPU time of a job through the whole world: 31 days, jobs that keep seven tenths of the GPUs busy, nodes that come and go
 * with their windows. See the README of sim-core for the command.
 */
public final class WorldBenchmark {

    private static final long MONTH_NS = 31 * 24 * Fixtures.HOUR;

    private WorldBenchmark() {}

    public static void main(String[] args) {
        run(100, 100_000);
        run(1_000, 100_000);
        System.out.println("   nodes       jobs    events    CPU s   us/job   heap MB");
        for (int nodes : new int[] {100, 1_000}) {
            for (int jobs : new int[] {1_000, 10_000, 100_000, 1_000_000}) {
                run(nodes, jobs);
            }
        }
    }

    private static void run(int nodes, int jobs) {
        Fixtures.Builder world = new Fixtures.Builder();
        double gapNs = (double) MONTH_NS / jobs;
        world.horizonNs = MONTH_NS;
        world.deployments = List.of(Fixtures.workers(nodes, 30));
        world.fleets = List.of(Fixtures.fleet(nodes, FixedFleet.Window.ALWAYS));
        world.queues = List.of("queue:pro", "queue:starter", "queue:free");
        world.jobs = () -> Fixtures.poisson(1, gapNs, 0.7 * nodes * gapNs, 3);
        SimulatedWorld simulated = new SimulatedWorld(world.build(), Autoscaler.NONE, Journal.NONE);
        long before = cpuNs();
        RunResult result = simulated.run();
        double cpuS = (cpuNs() - before) / 1e9;
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%8d %10d %9d %8.2f %8.2f %9d%n",
                nodes,
                result.jobs().arrived(),
                result.events().events(),
                cpuS,
                cpuS * 1e6 / result.jobs().arrived(),
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    private static long cpuNs() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
