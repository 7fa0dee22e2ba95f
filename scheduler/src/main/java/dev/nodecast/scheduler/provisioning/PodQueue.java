package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Pod;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pods still to be placed: first those with the most CPU, then memory, then the oldest. Pods that were refused come
 * again at the end, until a whole turn has placed none.
 */
final class PodQueue {

    /** A pod that waits, with the length of the queue when it was put back. */
    static final class Waiting {
        final Pod pod;
        final Demand demand;
        private int lengthWhenPutBack = -1;

        Waiting(Pod pod, Demand demand) {
            this.pod = pod;
            this.demand = demand;
        }
    }

    private static final Comparator<Waiting> ORDER = Comparator.comparingLong(
                    (Waiting w) -> w.pod.spec().requests().cpuMilli())
            .thenComparingLong(w -> w.pod.spec().requests().memoryBytes())
            .reversed()
            .thenComparingLong(w -> w.pod.meta().createdNs())
            .thenComparing(w -> w.pod.meta().uid())
            .thenComparing(w -> w.pod.key());

    private final ArrayDeque<Waiting> queue;

    PodQueue(List<Waiting> pods) {
        queue = new ArrayDeque<>(pods.stream().sorted(ORDER).toList());
    }

    /** The next pod, or null when all are placed or no progress is made any more. */
    @Nullable
    Waiting next() {
        Waiting first = queue.peek();
        if (first == null || first.lengthWhenPutBack == queue.size()) {
            return null;
        }
        return queue.poll();
    }

    void putBack(Waiting waiting) {
        queue.add(waiting);
        waiting.lengthWhenPutBack = queue.size();
    }

    /** Those that no node was found for, once {@link #next} has given null. */
    List<Waiting> left() {
        return List.copyOf(queue);
    }

    Iterable<Waiting> all() {
        return queue;
    }
}
