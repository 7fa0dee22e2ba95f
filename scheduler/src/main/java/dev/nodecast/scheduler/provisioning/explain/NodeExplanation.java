package dev.nodecast.scheduler.provisioning.explain;

import dev.nodecast.scheduler.provisioning.PlannedClaim;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What else a planned node could be, at what price, and why not more.
 *
 * @param kinds its pods by kind
 * @param purchases the ways to buy it, cheapest first
 * @param considered how many instance types its pool can launch
 * @param lost of these, how many were ruled out by what, the most first
 * @param narrowing the kind of pods without which most more types would do; null where there is none
 * @param sentence all of that for people
 */
public record NodeExplanation(
        PlannedClaim claim,
        List<PodKind> kinds,
        List<Purchase> purchases,
        int considered,
        SequencedMap<String, Integer> lost,
        @Nullable Narrowing narrowing,
        String sentence) {

    public NodeExplanation {
        kinds = List.copyOf(kinds);
        purchases = List.copyOf(purchases);
        lost = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(lost));
    }

    /**
     * Pods that keep a node from being of other types.
     *
     * @param types how many more types would do without them
     */
    public record Narrowing(PodKind kind, int types) {}
}
