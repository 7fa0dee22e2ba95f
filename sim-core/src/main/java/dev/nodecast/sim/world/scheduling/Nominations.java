package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.scheduling.SchedulingQueue.Entry;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pods for which room was made on a node: others may not take it unless they matter more (kube-scheduler's nominator). */
final class Nominations {

    private final Map<SimNode, Set<Entry>> byNode = new LinkedHashMap<>();

    /** Notes where room was made for the pod, instead of where it was noted before; null for nowhere. */
    void nominate(Entry entry, @Nullable SimNode node) {
        SimNode before = entry.nominated;
        if (before != null) {
            Set<Entry> there = byNode.get(before);
            if (there != null && there.remove(entry) && there.isEmpty()) {
                byNode.remove(before);
            }
        }
        entry.nominated = node;
        if (node != null) {
            byNode.computeIfAbsent(node, _ -> new LinkedHashSet<>()).add(entry);
        }
    }

    /** What the node has left for the pods of the shape; {@code self} does not stand in its own way. */
    Resources freeFor(PodShape shape, SimNode node, @Nullable Entry self) {
        Set<Entry> nominated = byNode.isEmpty() ? null : byNode.get(node);
        Resources free = node.free();
        if (nominated != null) {
            for (Entry entry : nominated) {
                if (entry != self && entry.pod.spec().priority() >= shape.spec().priority()) {
                    free = free.minus(entry.pod.spec().requests());
                }
            }
        }
        return free;
    }
}
