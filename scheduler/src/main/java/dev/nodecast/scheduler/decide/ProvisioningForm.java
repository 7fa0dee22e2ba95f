package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.provisioning.PackingReport;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import dev.nodecast.scheduler.provisioning.Reason;
import dev.nodecast.scheduler.provisioning.Solution;
import dev.nodecast.scheduler.provisioning.Solution.Unplaced;
import dev.nodecast.scheduler.provisioning.explain.PodKind;
import dev.nodecast.scheduler.provisioning.explain.Purchase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A provisioning decision as maps, lists, texts and numbers: what programs read of it. Prices are USD per hour. */
public final class ProvisioningForm {

    private ProvisioningForm() {}

    /** The decision alone, in the shape of the reference's answers. */
    public static SequencedMap<String, Object> of(ProvisioningDecision decision) {
        Solution solution = decision.solution();
        List<SequencedMap<String, Object>> errors = errors(decision);
        SequencedMap<String, Object> form = new LinkedHashMap<>();
        if (!decision.input().name().isEmpty()) {
            form.put("case", decision.input().name());
        }
        form.put("kind", "provisioning");
        form.put("newNodeClaims", solution.claims().stream().map(ClaimForm::of).toList());
        form.put(
                "existingNodes",
                solution.placements().stream().map(ProvisioningForm::placement).toList());
        form.put("podErrors", errors);
        form.put("summary", summary(solution, errors.size()));
        PackingReport packing = decision.packing();
        if (packing != null) {
            form.put("packing", packing(packing));
        }
        if (!decision.packedAsKarpenter().isEmpty()) {
            form.put("packedAsKarpenter", decision.packedAsKarpenter());
        }
        return form;
    }

    private static SequencedMap<String, Object> packing(PackingReport packing) {
        SequencedMap<String, Object> form = new LinkedHashMap<>();
        form.put("cost", ClaimForm.usd(packing.cost()));
        form.put("bound", ClaimForm.usd(packing.bound()));
        if (Double.isFinite(packing.gap())) {
            form.put("gapPercent", Math.ceil(packing.gap() * 1e6) / 1e4);
        }
        form.put("optimal", packing.optimal());
        form.put("greedyCost", ClaimForm.usd(packing.greedyCost()));
        form.put("greedyNodes", packing.greedyNodes());
        form.put("steps", packing.done().steps());
        form.put("patterns", packing.done().patterns());
        form.put("rounds", packing.done().rounds());
        return form;
    }

    /** The decision with its explanation under {@code explanation}. */
    public static SequencedMap<String, Object> explained(ProvisioningDecision decision) {
        SequencedMap<String, Object> form = of(decision);
        form.put("explanation", ExplanationForm.of(decision));
        return form;
    }

    private static SequencedMap<String, Object> placement(Solution.Placement placement) {
        SequencedMap<String, Object> form = new LinkedHashMap<>();
        form.put("node", placement.node().name());
        form.put("pods", ClaimForm.names(placement.pods()));
        return form;
    }

    private static List<SequencedMap<String, Object>> errors(ProvisioningDecision decision) {
        List<SequencedMap<String, Object>> errors = new ArrayList<>();
        decision.waiting().forEach(waiting -> errors.add(error(waiting)));
        errors.sort(Comparator.comparing(error -> String.valueOf(error.get("pod"))));
        return errors;
    }

    private static SequencedMap<String, Object> error(Unplaced waiting) {
        SequencedMap<String, Object> form = new LinkedHashMap<>();
        form.put("pod", PodKind.name(waiting.pod()));
        form.put(
                "reasons", waiting.reasons().stream().map(Reason::code).sorted().toList());
        return form;
    }

    private static SequencedMap<String, Object> summary(Solution solution, int errors) {
        SequencedMap<String, Object> form = new LinkedHashMap<>();
        form.put("newNodeClaims", solution.claims().size());
        form.put(
                "podsOnNew",
                solution.claims().stream().mapToInt(c -> c.pods().size()).sum());
        form.put(
                "podsOnExisting",
                solution.placements().stream().mapToInt(p -> p.pods().size()).sum());
        form.put("podErrors", errors);
        form.put("cheapestTotalPrice", ClaimForm.usd(cheapestMicroUsd(solution.claims())));
        return form;
    }

    private static long cheapestMicroUsd(List<PlannedClaim> claims) {
        return claims.stream()
                .flatMap(claim -> Purchase.of(claim).stream().limit(1))
                .mapToLong(Purchase::microUsdPerHour)
                .sum();
    }
}
