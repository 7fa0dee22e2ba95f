package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks again at a command of consolidation that waited fifteen seconds (Karpenter {@code disruption/validation.go}):
 * the same nodes must go, for nothing more than was planned.
 */
final class Validation {

    private final WhatIf whatIf;

    Validation(WhatIf whatIf) {
        this.whatIf = whatIf;
    }

    /** Those of the command's nodes that its method would still take, in the command's order. */
    static List<Candidate> stillThere(Command command, List<Candidate> current) {
        Map<String, Candidate> byClaim = new LinkedHashMap<>();
        current.forEach(candidate -> byClaim.put(candidate.claim.name(), candidate));
        List<Candidate> still = new ArrayList<>();
        for (String name : command.candidates()) {
            Candidate candidate = byClaim.get(name);
            if (candidate != null) {
                still.add(candidate);
            }
        }
        return still;
    }

    /** Whether the pods would still need the same: nothing, or one node that may be each of the types planned. */
    boolean sameResult(Command command, List<Candidate> candidates, long nowNs) {
        WhatIf.Outcome outcome = whatIf.consolidating(candidates, nowNs);
        List<PlannedClaim> planned = command.replacements();
        if (outcome.obstacle() != null || outcome.claims().size() != planned.size()) {
            return false;
        }
        return planned.isEmpty() || names(outcome.claims().getFirst()).containsAll(names(planned.getFirst()));
    }

    private static Set<String> names(PlannedClaim claim) {
        Set<String> names = new LinkedHashSet<>();
        claim.options().forEach((InstanceType type) -> names.add(type.name()));
        return names;
    }
}
