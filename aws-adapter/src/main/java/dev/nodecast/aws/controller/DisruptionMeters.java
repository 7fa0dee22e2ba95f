package dev.nodecast.aws.controller;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.model.NodeClaim;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of commands of disruption (Karpenter {@code pkg/controllers/disruption/metrics.go}). */
final class DisruptionMeters {

    private final Map<List<String>, Decision.Disrupt> underWay = new HashMap<>();
    private final MeterRegistry registry;
    private final Function<String, @Nullable NodeClaim> claims;

    /** @param claims the claims that are known, by name */
    DisruptionMeters(MeterRegistry registry, Function<String, @Nullable NodeClaim> claims) {
        this.registry = registry;
        this.claims = claims;
    }

    /** A command is being carried out. */
    void begun(Decision.Disrupt disrupt) {
        underWay.put(disrupt.nodeClaims(), disrupt);
        count(1, "karpenter.voluntary.disruption.decisions", labels(disrupt));
        for (String pool : pools(disrupt.nodeClaims())) {
            count(1, "karpenter.voluntary.disruption.decisions.by.nodepool", labels(disrupt, "nodepool", pool));
        }
    }

    /** A command did not hold when it was looked at again. */
    void rejected(Note.ConsolidationRejected rejected) {
        Note.ConsolidationFound command = rejected.command();
        count(
                command.nodeClaims().size(),
                "karpenter.voluntary.disruption.failed.validations",
                "consolidation_type",
                type(command.method()));
    }

    /** A command is given up; one that was never begun has failed at its validation, which is counted there. */
    void abandoned(Decision.DisruptionAbandoned abandoned) {
        count(1, "nodecast.disruptions.abandoned");
        Decision.Disrupt begun = underWay.remove(abandoned.nodeClaims());
        if (begun != null) {
            count(failed(begun), "karpenter.voluntary.disruption.queue.failures", labels(begun));
        }
    }

    private long failed(Decision.Disrupt begun) {
        long failed = 0;
        for (String replacement : begun.replacements()) {
            NodeClaim claim = claims.apply(replacement);
            failed += claim == null || !claim.initialized() ? 1 : 0;
        }
        return failed;
    }

    /** A node goes: the command that wanted it to has been carried out. */
    void carriedOut(String claim) {
        underWay.keySet().removeIf(going -> going.contains(claim));
    }

    private static String[] labels(Decision.Disrupt disrupt, String... more) {
        String[] labels = {
            "decision",
            disrupt.replacements().isEmpty() ? "delete" : "replace",
            "reason",
            disrupt.reason().toLowerCase(Locale.ROOT),
            "consolidation_type",
            type(disrupt.method())
        };
        String[] all = new String[labels.length + more.length];
        System.arraycopy(labels, 0, all, 0, labels.length);
        System.arraycopy(more, 0, all, labels.length, more.length);
        return all;
    }

    /** As Karpenter names the methods; one that it does not have keeps our name. */
    private static String type(String method) {
        return switch (method) {
            case "emptiness" -> "empty";
            case "multi-node" -> "multi";
            case "single-node" -> "single";
            case "drift", "static-drift" -> "";
            default -> method;
        };
    }

    private SortedSet<String> pools(List<String> names) {
        SortedSet<String> pools = new TreeSet<>();
        for (String name : names) {
            NodeClaim claim = claims.apply(name);
            String pool = claim == null ? null : claim.nodePool();
            pools.add(pool == null ? "" : pool);
        }
        return pools;
    }

    private void count(double many, String name, String... labels) {
        registry.counter(name, labels).increment(many);
    }
}
