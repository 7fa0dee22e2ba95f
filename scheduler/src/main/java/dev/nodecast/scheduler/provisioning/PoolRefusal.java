package dev.nodecast.scheduler.provisioning;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Why one pool could not make a node for a pod.
 *
 * @param reasons in Karpenter's terms
 * @param types how many instance types the pool can launch at all
 * @param counts of these, how many were lost to which cause, in words; each type counts once
 * @param sentence all of that for people
 */
public record PoolRefusal(
        String nodePool, List<Reason> reasons, int types, SequencedMap<String, Integer> counts, String sentence) {

    public PoolRefusal {
        reasons = List.copyOf(reasons);
        counts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(counts));
    }

    /** A pod is to have capacity that this pool has reserved, and others of the round are having it. */
    static PoolRefusal reservationsTaken(PoolTemplate template) {
        String name = template.pool().name();
        return new PoolRefusal(
                name,
                List.of(Reason.RESERVED_CAPACITY),
                template.options().count(),
                new LinkedHashMap<>(),
                "pool " + name + ": its capacity reservations are being taken by other pods; asked again soon");
    }
}
