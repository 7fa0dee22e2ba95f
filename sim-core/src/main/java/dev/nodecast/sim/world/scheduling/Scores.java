package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Affinity.PreferredNode;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.sim.world.cluster.NodeFit;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import java.util.List;

/**
 * Scores of kube-scheduler's default profile with its weights: NodeResourcesFit (LeastAllocated) 1,
 * NodeResourcesBalancedAllocation 1, TaintToleration 3, NodeAffinity 2. Image locality, soft topology spread and preferred
 * pod affinity do not count.
 */
final class Scores {

    private static final long MAX = 100;

    /** What scores assume of pods that ask for nothing. */
    private static final long DEFAULT_CPU_MILLI = 100;

    private static final long DEFAULT_MEMORY = 200L << 20;

    private Scores() {}

    /** The score of each of the nodes, in their order. */
    static long[] of(PodShape shape, List<SimNode> nodes) {
        long[] scores = new long[nodes.size()];
        long[] preferred = new long[nodes.size()];
        long[] untolerated = new long[nodes.size()];
        for (int i = 0; i < scores.length; i++) {
            SimNode node = nodes.get(i);
            scores[i] = resources(shape, node);
            preferred[i] = preferredWeight(shape, node);
            untolerated[i] = untolerated(shape, node);
        }
        addNormalized(scores, preferred, 2, false);
        addNormalized(scores, untolerated, 3, true);
        return scores;
    }

    private static long resources(PodShape shape, SimNode node) {
        Resources allocatable = node.observed().allocatable();
        long cpu = cpu(shape.spec().requests());
        long memory = memory(shape.spec().requests());
        for (SimPod pod : node.pods()) {
            cpu += cpu(pod.spec().requests());
            memory += memory(pod.spec().requests());
        }
        long cpuRoom = allocatable.cpuMilli();
        long memoryRoom = allocatable.memoryBytes();
        long least = (left(cpu, cpuRoom) + left(memory, memoryRoom)) / 2;
        double cpuShare = cpuRoom == 0 ? 1 : Math.min(1, (double) cpu / cpuRoom);
        double memoryShare = memoryRoom == 0 ? 1 : Math.min(1, (double) memory / memoryRoom);
        double deviation = Math.abs(cpuShare - memoryShare) / 2;
        return least + (long) ((1 - deviation) * MAX);
    }

    private static long cpu(Resources requests) {
        return requests.cpuMilli() == 0 ? DEFAULT_CPU_MILLI : requests.cpuMilli();
    }

    private static long memory(Resources requests) {
        return requests.memoryBytes() == 0 ? DEFAULT_MEMORY : requests.memoryBytes();
    }

    private static long left(long used, long room) {
        return room == 0 || used > room ? 0 : (room - used) * MAX / room;
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
