package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.disruption.Consolidation.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Merges as many nodes as possible into those that stay and at most one new one: a binary search over how many of the
 * candidates, in the order of their savings, can go at once.
 */
final class MultiNodeConsolidation {

    /** The highest index tried: 101 nodes at once. */
    private static final int MAX_INDEX = 100;

    private final Consolidation consolidation;

    MultiNodeConsolidation(Consolidation consolidation) {
        this.consolidation = consolidation;
    }

    /** The nodes that go together, and what that does. */
    record Merger(List<Candidate> candidates, Command.Effect effect) {}

    /** @param ranked candidates within their budgets, in the order of their savings */
    Optional<Merger> search(List<Candidate> ranked, Gate gate, long nowNs) {
        Optional<Merger> best = Optional.empty();
        int low = 1;
        int high = Math.min(ranked.size() - 1, MAX_INDEX);
        while (low <= high) {
            int middle = (low + high) / 2;
            List<Candidate> tried = ranked.subList(0, middle + 1);
            if (consolidation.consider(tried, gate.prospects(), nowNs) instanceof Verdict.Gain(Command.Effect effect)
                    && gate.score().approves(tried, effect)) {
                best = Optional.of(new Merger(List.copyOf(tried), effect));
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return best;
    }
}
