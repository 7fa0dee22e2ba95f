package dev.nodecast.scheduler.provisioning.reference;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.packing.Effort;
import dev.nodecast.scheduler.provisioning.Packed;
import dev.nodecast.scheduler.provisioning.PackingOptions;
import dev.nodecast.scheduler.provisioning.PendingWork;
import dev.nodecast.scheduler.provisioning.Problem;
import dev.nodecast.scheduler.provisioning.Solver;
import dev.nodecast.scheduler.provisioning.SolverOptions;
import dev.nodecast.scheduler.state.ClusterState;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * How the time of a packing at the least cost and its gap grow with pods and with classes of pods: seeded random classes
 * on Karpenter's 400 benchmark types, and Karpenter's own mix, most of whose pods are spread or kept apart. Run with
 * {@code -Dnodecast.shared=DIR}; {@code -Dpacking.work=N} sets the effort.
 */
final class PackingBench {

    private static final BenchWorkload WORKLOAD = new BenchWorkload();

    private PackingBench() {}

    public static void main(String[] args) {
        if (args.length > 0) {
            run("Karpenter's mix of " + args[0], WORKLOAD.problem(Integer.parseInt(args[0])));
            return;
        }
        for (int[] size : new int[][] {{100, 10}, {1_000, 12}, {1_000, 36}, {10_000, 36}, {2_000, 80}}) {
            run(size[0] + " pods of " + size[1] + " classes", random(size[0], size[1]));
        }
        for (int pods : List.of(1_000, 10_000)) {
            run("Karpenter's mix of " + pods, WORKLOAD.problem(pods));
        }
    }

    private static Problem random(int pods, int classes) {
        Random random = new Random(42);
        ClusterState cluster = new ClusterState();
        WORKLOAD.problem(1_000).pools().forEach(cluster::see);
        Pod like = WORKLOAD.problem(1_000).pods().getFirst();
        Resources[] requests = new Resources[classes];
        for (int c = 0; c < classes; c++) {
            requests[c] = Resources.of(Map.of(
                    Resources.CPU,
                    50L * (1 + random.nextInt(160)),
                    Resources.MEMORY,
                    (64L << 20) * (1 + random.nextInt(256)),
                    Resources.PODS,
                    1L));
        }
        for (int i = 0; i < pods; i++) {
            ObjectMeta meta =
                    new ObjectMeta("default", "pod-" + i, "uid-" + i, Labels.NONE, Labels.NONE, null, 0, null);
            cluster.see(new Pod(
                    meta,
                    like.spec().withTopologySpread(List.of()).withRequests(requests[i % classes]),
                    Pod.Phase.PENDING,
                    null,
                    true,
                    false,
                    null));
        }
        List<InstanceType> types = WORKLOAD.types();
        return PendingWork.problem(cluster, pool -> types, pod -> false);
    }

    private static void run(String what, Problem problem) {
        PackingOptions packing = new PackingOptions(
                PackingOptions.Mode.OPTIMAL, 0, new Effort(Long.getLong("packing.work", Effort.DEFAULT.steps())));
        SolverOptions options = WORKLOAD.options().withPacking(packing);
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Packed packed = new Solver(options).pack(problem);
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s: %.2f s of CPU, %d unplaced; %s%n",
                what,
                seconds,
                packed.solution().unplaced().size(),
                packed.report() == null ? "" : packed.report().sentence());
    }
}
