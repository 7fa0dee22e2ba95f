package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.disruption.Consolidation.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks for one node that can go, taking pools in turn. A pass that has tried out as many nodes as it may ends without
 * result, and pools that it did not reach come first in the next one.
 */
final class SingleNodeConsolidation {

    private final Consolidation consolidation;
    private final WhatIf whatIf;
    private final int whatIfs;
    private final PoolOrder poolOrder;
    private SequencedSet<String> unseenPools = new LinkedHashSet<>();

    SingleNodeConsolidation(
            Consolidation consolidation, WhatIf whatIf, ConsolidationOptions options, PoolOrder poolOrder) {
        this.consolidation = consolidation;
        this.whatIf = whatIf;
        this.whatIfs = options.singleNodeWhatIfs();
        this.poolOrder = poolOrder;
    }

    /** The node that goes, and what that does. */
    record Removal(Candidate candidate, Command.Effect effect) {}

    /** @param ranked candidates in the order of their savings */
    Optional<Removal> search(List<Candidate> ranked, BudgetLedger budgets, Gate gate, long nowNs) {
        List<Candidate> order = inTurn(ranked);
        Set<String> unseen = new LinkedHashSet<>();
        order.forEach(candidate -> unseen.add(candidate.pool.name()));
        long last = whatIf.solved() + whatIfs;
        for (Candidate candidate : order) {
            if (whatIf.solved() >= last) {
                unseenPools = new LinkedHashSet<>(unseen);
                return Optional.empty();
            }
            unseen.remove(candidate.pool.name());
            if (budgets.left(candidate.pool) > 0
                    && gate.score().possible(candidate)
                    && consolidation.consider(List.of(candidate), gate.prospects(), nowNs)
                            instanceof Verdict.Gain(Command.Effect effect)
                    && gate.score().approves(List.of(candidate), effect)) {
                return Optional.of(new Removal(candidate, effect));
            }
        }
        unseenPools = new LinkedHashSet<>(unseen);
        return Optional.empty();
    }

    /** The first of each pool, then the second of each, and so on; pools not reached before first. */
    private List<Candidate> inTurn(List<Candidate> ranked) {
        TreeMap<String, List<Candidate>> byName = new TreeMap<>();
        ranked.forEach(c ->
                byName.computeIfAbsent(c.pool.name(), name -> new ArrayList<>()).add(c));
        Map<String, List<Candidate>> byPool = new LinkedHashMap<>();
        poolOrder.draw(unseenPools).forEach(pool -> byPool.put(pool, byName.getOrDefault(pool, List.of())));
        poolOrder
                .draw(byName.navigableKeySet())
                .forEach(pool -> byPool.putIfAbsent(pool, byName.getOrDefault(pool, List.of())));
        int longest = byPool.values().stream().mapToInt(List::size).max().orElse(0);
        List<Candidate> order = new ArrayList<>(ranked.size());
        for (int i = 0; i < longest; i++) {
            for (List<Candidate> ofPool : byPool.values()) {
                if (i < ofPool.size()) {
                    order.add(ofPool.get(i));
                }
            }
        }
        return order;
    }
}
