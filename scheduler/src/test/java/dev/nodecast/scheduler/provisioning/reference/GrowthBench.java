package dev.nodecast.scheduler.provisioning.reference;

import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorTerm;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.provisioning.PendingWork;
import dev.nodecast.scheduler.provisioning.Problem;
import dev.nodecast.scheduler.provisioning.Solution;
import dev.nodecast.scheduler.provisioning.Solver;
import dev.nodecast.scheduler.state.ClusterState;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/** How the time grows with pods and nodes: the benchmark mix several times over, onto many nodes, and many preferences. */
final class GrowthBench {

    private static final BenchWorkload WORKLOAD = new BenchWorkload();

    private GrowthBench() {}

    public static void main(String[] args) {
        List<Pod> mix = WORKLOAD.problem(10_000).pods();
        for (int pods : List.of(1_000, 10_000, 20_000, 50_000)) {
            ClusterState cluster = empty();
            for (int i = 0; i < pods; i++) {
                cluster.see(copy(mix.get(spread(i, mix)), i));
            }
            run("pods " + pods, cluster);
        }
        for (int nodes : List.of(1_000, 5_000)) {
            ClusterState cluster = empty();
            for (int i = 0; i < nodes; i++) {
                cluster.see(node(i));
            }
            for (int i = 0; i < 1_000; i++) {
                cluster.see(copy(mix.get(spread(i, mix)), i));
            }
            run("1000 pods onto nodes " + nodes, cluster);
        }
        ClusterState preferring = empty();
        Pod like = preferring(mix.getFirst());
        for (int i = 0; i < 4_000; i++) {
            preferring.see(copy(like, i));
        }
        run("4000 pods with preferences", preferring);
    }

    private static void run(String what, ClusterState cluster) {
        Problem problem = PendingWork.problem(cluster, pool -> WORKLOAD.types(), pod -> false);
        for (int i = 0; i < 4; i++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            Solution solution = new Solver(WORKLOAD.options()).solve(problem);
            long ms = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1_000_000;
            System.out.printf(
                    "%s: %d ms of CPU, %d new nodes, %d nodes taken, %d unplaced%n",
                    what,
                    ms,
                    solution.claims().size(),
                    solution.placements().size(),
                    solution.unplaced().size());
        }
    }

    /** Strides through the mix, whose kinds of pods stand in blocks. */
    private static int spread(int i, List<Pod> mix) {
        return (int) (i * 7_919L % mix.size());
    }

    private static ClusterState empty() {
        ClusterState cluster = new ClusterState();
        WORKLOAD.problem(1_000).pools().forEach(cluster::see);
        return cluster;
    }

    private static Pod copy(Pod pod, int number) {
        ObjectMeta meta = new ObjectMeta(
                "default", "pod-" + number, "uid-" + number, pod.meta().labels(), Labels.NONE, null, 0, null);
        return new Pod(meta, pod.spec(), Pod.Phase.PENDING, null, true, false, null);
    }

    private static Node node(int number) {
        Labels labels = Labels.of(Map.of(
                WellKnown.HOSTNAME,
                "node-" + number,
                WellKnown.ZONE,
                "test-zone-" + (1 + number % 3),
                "kubernetes.io/os",
                "linux"));
        ObjectMeta meta = new ObjectMeta("", "node-" + number, "node-" + number, labels, Labels.NONE, null, 0, null);
        Resources room = Resources.of(Map.of("cpu", 700L, "memory", 8L << 30, "pods", 10L));
        return new Node(meta, "provider-" + number, List.of(), false, room, room, true);
    }

    /** Prefers a zone, to be alone in its zone, which cannot be, and to be alone on its host. */
    private static Pod preferring(Pod pod) {
        Labels labels = Labels.of("app", "alone");
        LabelSelector selector = LabelSelector.of("app", "alone");
        Affinity affinity = new Affinity(
                List.of(),
                List.of(new Affinity.PreferredNode(
                        1,
                        new NodeSelectorTerm(
                                List.of(NodeSelectorRequirement.in(WellKnown.ZONE, "test-zone-1")), List.of()))),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new Affinity.PreferredPod(10, term(selector, WellKnown.ZONE)),
                        new Affinity.PreferredPod(1, term(selector, WellKnown.HOSTNAME))));
        return new Pod(
                pod.meta().withLabels(labels),
                pod.spec().withAffinity(affinity),
                Pod.Phase.PENDING,
                null,
                true,
                false,
                null);
    }

    private static Affinity.PodTerm term(LabelSelector selector, String key) {
        return new Affinity.PodTerm(selector, List.of(), null, key, List.of(), List.of());
    }
}
