package dev.nodecast.scheduler.provisioning.reference;

import dev.nodecast.scheduler.provisioning.LaunchOrder;
import dev.nodecast.scheduler.provisioning.Problem;
import dev.nodecast.scheduler.provisioning.Solution;
import dev.nodecast.scheduler.provisioning.Solver;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Solves Karpenter's benchmark workload with a fresh solver each time, and compares the CPU time of this thread with that
 * of Karpenter's process. Run with {@code -Dnodecast.shared=DIR}; arguments: numbers of pods, of 1000, 5000 and 10000.
 */
final class ProvisioningBench {

    private static final int RUNS = 5;

    private ProvisioningBench() {}

    public static void main(String[] args) {
        BenchWorkload workload = new BenchWorkload();
        List<Integer> sizes = args.length == 0
                ? List.of(1000, 5000, 10000)
                : List.of(args).stream().map(Integer::valueOf).toList();
        for (int pods : sizes) {
            run(workload, pods);
        }
    }

    private static void run(BenchWorkload workload, int pods) {
        Problem problem = workload.problem(pods);
        long karpenter = BenchWorkload.karpenter(pods).at("solveCpuMs").list().stream()
                .mapToLong(t -> Math.round(Double.parseDouble(t.text())))
                .sorted()
                .toArray()[0];
        for (int i = 0; i < RUNS; i++) {
            long before = cpuNs();
            Solution solution = new Solver(workload.options()).solve(problem);
            long ms = (cpuNs() - before) / 1_000_000;
            System.out.printf(
                    "%d pods: %d ms of CPU, %d nodes, %.3f $/h, %d unplaced; Karpenter %d ms: %.0f times%n",
                    pods,
                    ms,
                    solution.claims().size(),
                    price(solution),
                    solution.unplaced().size(),
                    karpenter,
                    (double) karpenter / Math.max(1, ms));
        }
    }

    private static double price(Solution solution) {
        return solution.claims().stream()
                        .mapToLong(c -> LaunchOrder.cheapest(c.options().getFirst(), c.requirements()))
                        .sum()
                / 1e6;
    }

    private static long cpuNs() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
