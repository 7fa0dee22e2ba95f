package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.manifest.grammar.Durations;
import dev.nodecast.scheduler.manifest.grammar.QuantityText;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Taint;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** NodeClaims as the API takes them. */
final class NodeClaimForm {

    private NodeClaimForm() {}

    /** A claim that is to be made, without its status. */
    static Map<String, Object> of(NodeClaim claim) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("apiVersion", WatchedKind.NODE_CLAIM.apiVersion());
        form.put("kind", WatchedKind.NODE_CLAIM.kind());
        form.put("metadata", meta(claim));
        form.put("spec", spec(claim));
        return form;
    }

    private static Map<String, Object> meta(NodeClaim claim) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("name", claim.name());
        form.put("labels", labels(claim).byKey());
        form.put("annotations", claim.meta().annotations().byKey());
        form.put("finalizers", List.of(Karpenter.FINALIZER));
        ObjectMeta.Owner owner = claim.meta().owner();
        if (owner != null) {
            form.put("ownerReferences", List.of(owner(WatchedKind.NODE_POOL, owner)));
        }
        return form;
    }

    /** Karpenter names the class of a claim in a label. */
    static Labels labels(NodeClaim claim) {
        NodeClaim.NodeClassRef ref = claim.nodeClassRef();
        return claim.meta().labels().with(ref.group() + "/" + ref.kind().toLowerCase(Locale.ROOT), ref.name());
    }

    static Map<String, Object> owner(WatchedKind kind, ObjectMeta.Owner owner) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("apiVersion", kind.apiVersion());
        form.put("kind", owner.kind());
        form.put("name", owner.name());
        form.put("uid", owner.uid());
        form.put("blockOwnerDeletion", true);
        return form;
    }

    private static Map<String, Object> spec(NodeClaim claim) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put(
                "nodeClassRef",
                Map.of(
                        "group", claim.nodeClassRef().group(),
                        "kind", claim.nodeClassRef().kind(),
                        "name", claim.nodeClassRef().name()));
        form.put("expireAfter", claim.expireAfterNs() == null ? "Never" : Durations.format(claim.expireAfterNs()));
        if (claim.terminationGracePeriodNs() != null) {
            form.put("terminationGracePeriod", Durations.format(claim.terminationGracePeriodNs()));
        }
        form.put(
                "requirements",
                claim.requirements().stream().map(NodeClaimForm::requirement).toList());
        form.put("resources", Map.of("requests", QuantityText.of(claim.requests())));
        form.put("taints", taints(claim.taints()));
        form.put("startupTaints", taints(claim.startupTaints()));
        return form;
    }

    private static Map<String, Object> requirement(NodeSelectorRequirement requirement) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("key", requirement.key());
        form.put("operator", requirement.operator().text());
        if (!requirement.values().isEmpty()) {
            form.put("values", requirement.values());
        }
        if (requirement.minValues() != null) {
            form.put("minValues", requirement.minValues());
        }
        return form;
    }

    static List<Map<String, Object>> taints(List<Taint> taints) {
        return taints.stream().map(NodeClaimForm::taint).toList();
    }

    private static Map<String, Object> taint(Taint taint) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("key", taint.key());
        if (!taint.value().isEmpty()) {
            form.put("value", taint.value());
        }
        form.put("effect", taint.effect().text());
        return form;
    }

    /** The whole status, with the conditions. */
    static Map<String, Object> status(NodeClaim claim, Collection<ClaimConditions.Condition> conditions) {
        NodeClaim.Status status = claim.status();
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("providerID", emptyIsNull(status.providerId()));
        form.put("nodeName", emptyIsNull(status.nodeName()));
        form.put("capacity", QuantityText.of(status.capacity()));
        form.put("allocatable", QuantityText.of(status.allocatable()));
        Long lastPodEventNs = status.lastPodEventNs();
        form.put("lastPodEventTime", lastPodEventNs == null ? null : Timestamps.of(lastPodEventNs));
        form.put(
                "conditions",
                conditions.stream().map(ClaimConditions.Condition::form).toList());
        return form;
    }

    private static @Nullable String emptyIsNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
