package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Affinity.PreferredNode;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.sim.world.cluster.NodeFit;
import dev.nodecast.sim.world.cluster.ScoredRequests;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import java.util.List;

/**
 * Scores of kube-scheduler's default profile with its weights: NodeResourcesFit (LeastAllocated) 1,
 * NodeResourcesBalancedAllocation 1, TaintToleration 3, NodeAffinity 2, PodTopologySpread 2, InterPodAffinity 2,
 * ImageLocality 1.
 */
final class Scores {

    private static final long MAX = 100;
    private static final int TAINT_WEIGHT = 3;
    private static final int AFFINITY_WEIGHT = 2;
    private static final int SPREAD_WEIGHT = 2;
    private static final int POD_AFFINITY_WEIGHT = 2;

    private final PlacementIndex index;
    private final WorkloadCounts counts;
    private final PodAffinityScore podAffinity;
    private final Images images;

    Scores(PlacementIndex index, WorkloadCounts counts, PodAffinityScore podAffinity, Images images) {
        this.index = index;
        this.counts = counts;
        this.podAffinity = podAffinity;
        this.images = images;
    }

    /** The score of each of the nodes for the pod, in their order. */
    long[] of(SimPod pod, PodShape shape, List<SimNode> nodes) {
        long[] scores = new long[nodes.size()];
        long[] preferred = new long[nodes.size()];
        long[] untolerated = new long[nodes.size()];
        for (int i = 0; i < scores.length; i++) {
            SimNode node = nodes.get(i);
            scores[i] = leastAllocated(pod, node) + balanced(shape, node);
            preferred[i] = preferredWeight(shape, node);
            untolerated[i] = untolerated(shape, node);
        }
        addNormalized(scores, preferred, AFFINITY_WEIGHT, false);
        addNormalized(scores, untolerated, TAINT_WEIGHT, true);
        add(scores, SpreadScore.of(shape, nodes, index.nodes(), counts), SPREAD_WEIGHT);
        add(scores, podAffinity.of(shape, nodes, index.nodes()), POD_AFFINITY_WEIGHT);
        ImageScore.add(scores, shape, nodes, index.nodes(), images);
        return scores;
    }

    private static void add(long[] scores, long[] more, int weight) {
        for (int i = 0; i < more.length; i++) {
            scores[i] += weight * more[i];
        }
    }

    /** The mean of what is left of CPU and memory; a resource that the node does not have is left out. */
    private static long leastAllocated(SimPod pod, SimNode node) {
        Resources allocatable = node.observed().allocatable();
        ScoredRequests there = node.scored();
        long sum = 0;
        int resources = 0;
        if (allocatable.cpuMilli() > 0) {
            sum += left(there.cpuMilli() + pod.scored().cpuMilli(), allocatable.cpuMilli());
            resources++;
        }
        if (allocatable.memoryBytes() > 0) {
            sum += left(there.memoryBytes() + pod.scored().memoryBytes(), allocatable.memoryBytes());
            resources++;
        }
        return resources == 0 ? 0 : sum / resources;
    }

    private static long left(long used, long room) {
        return used > room ? 0 : (room - used) * MAX / room;
    }

    /** How alike the used shares of CPU and memory are; pods that ask for neither have no such score. */
    private static long balanced(PodShape shape, SimNode node) {
        Resources requests = shape.spec().requests();
        if (requests.cpuMilli() == 0 && requests.memoryBytes() == 0) {
            return 0;
        }
        Resources allocatable = node.observed().allocatable();
        if (allocatable.cpuMilli() == 0 || allocatable.memoryBytes() == 0) {
            return MAX;
        }
        double cpu = share(node.requested().cpuMilli() + requests.cpuMilli(), allocatable.cpuMilli());
        double memory = share(node.requested().memoryBytes() + requests.memoryBytes(), allocatable.memoryBytes());
        return (long) ((1 - Math.abs((cpu - memory) / 2)) * MAX);
    }

    private static double share(long used, long room) {
        return Math.min(1, (double) used / room);
    }

    private static long preferredWeight(PodShape shape, SimNode node) {
        long weight = 0;
        for (PreferredNode preferred : shape.spec().affinity().preferredNodeTerms()) {
            if (NodeFit.matches(preferred.term(), node.observed())) {
                weight += preferred.weight();
            }
        }
        return weight;
    }

    private static long untolerated(PodShape shape, SimNode node) {
        long count = 0;
        for (Taint taint : node.observed().taints()) {
            if (taint.effect() == Taint.Effect.PREFER_NO_SCHEDULE
                    && !taint.toleratedBy(shape.spec().tolerations())) {
                count++;
            }
        }
        return count;
    }

    /** Scales to 0–100 by the largest, as {@code helper.DefaultNormalizeScore} does. */
    private static void addNormalized(long[] scores, long[] raw, long weight, boolean reversed) {
        long max = 0;
        for (long value : raw) {
            max = Math.max(max, value);
        }
        for (int i = 0; i < scores.length; i++) {
            long normal = max == 0 ? 0 : raw[i] * MAX / max;
            scores[i] += weight * (reversed ? MAX - normal : normal);
        }
    }
}
