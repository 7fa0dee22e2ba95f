package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.manifest.grammar.QuantityText;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.provisioning.LaunchOrder;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import dev.nodecast.scheduler.provisioning.explain.PodKind;
import dev.nodecast.scheduler.provisioning.explain.Purchase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** A planned claim as maps, lists, texts and numbers: what programs read of it. Prices are USD per hour. */
public final class ClaimForm {

    private static final int MICRO_DIGITS = 6;

    private ClaimForm() {}

    /** The claim with its pods, its types in launch order, and the cheapest way to buy it. */
    public static SequencedMap<String, Object> of(PlannedClaim claim) {
        SequencedMap<String, Object> form = new LinkedHashMap<>();
        form.put("nodePool", claim.nodePool().name());
        form.put("pods", names(claim.pods()));
        form.put("requests", QuantityText.of(claim.requests()));
        form.put(
                "instanceTypeOptions",
                claim.options().stream().map(type -> option(type, claim)).toList());
        form.put("capacityTypes", List.copyOf(claim.capacityTypes()));
        form.put("zones", List.copyOf(claim.zones()));
        form.put(
                "requirements",
                claim.requirements().without(nodeClassLabel(claim)).stated().stream()
                        .map(ClaimForm::requirement)
                        .toList());
        Purchase.of(claim).stream().findFirst().ifPresent(p -> form.put("cheapestOffering", purchase(p)));
        return form;
    }

    /** Names of pods, sorted; with the namespace where it is not {@code default}. */
    static List<String> names(List<Pod> pods) {
        return pods.stream().map(PodKind::name).sorted().toList();
    }

    /** USD, exact and without zeros at its end. */
    static BigDecimal usd(long microUsd) {
        BigDecimal usd = BigDecimal.valueOf(microUsd, MICRO_DIGITS).stripTrailingZeros();
        return usd.scale() < 0 ? usd.setScale(0, RoundingMode.UNNECESSARY) : usd;
    }

    private static SequencedMap<String, Object> option(InstanceType type, PlannedClaim claim) {
        SequencedMap<String, Object> form = new LinkedHashMap<>();
        form.put("name", type.name());
        form.put("price", usd(LaunchOrder.cheapest(type, claim.requirements())));
        return form;
    }

    /** The label with which Karpenter marks nodes of a class; what the pool says already is no constraint of the claim. */
    private static String nodeClassLabel(PlannedClaim claim) {
        NodeClaim.NodeClassRef ref = claim.nodePool().template().nodeClassRef();
        return ref.group() + "/" + ref.kind().toLowerCase(Locale.ROOT);
    }

    private static SequencedMap<String, Object> requirement(NodeSelectorRequirement requirement) {
        SequencedMap<String, Object> form = new LinkedHashMap<>();
        form.put("key", requirement.key());
        form.put("operator", requirement.operator().text());
        if (!requirement.values().isEmpty()) {
            form.put("values", requirement.values());
        }
        return form;
    }

    static SequencedMap<String, Object> purchase(Purchase purchase) {
        SequencedMap<String, Object> form = new LinkedHashMap<>();
        form.put("instanceType", purchase.type().name());
        form.put("zone", purchase.offering().zone());
        form.put("capacityType", purchase.offering().capacityType());
        form.put("price", usd(purchase.microUsdPerHour()));
        return form;
    }
}
