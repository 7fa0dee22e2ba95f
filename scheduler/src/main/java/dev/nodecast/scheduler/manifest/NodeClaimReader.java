package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.Resources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads NodeClaims, v1 and v1beta1. */
final class NodeClaimReader {

    private static final List<String> DERIVED_DRIFT =
            List.of("NodePoolDrifted", "RequirementsDrifted", "InstanceTypeNotFound", "Drifted");

    private NodeClaimReader() {}

    static NodeClaim read(Fields object, ObjectContext context) {
        object.require("spec");
        NodeClaim.Status status =
                object.map("status", fields -> status(fields, context)).orElse(NodeClaim.Status.NEW);
        return object.map("spec", spec -> spec(spec, context, status))
                .orElseGet(() -> new NodeClaim(
                        context.meta(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Resources.NONE,
                        new NodeClaim.NodeClassRef("", "", ""),
                        null,
                        null,
                        status));
    }

    private static NodeClaim spec(Fields spec, ObjectContext context, NodeClaim.Status status) {
        boolean beta = context.isBeta();
        spec.require("requirements");
        NodeTemplateReader.betaKubelet(spec, beta);
        Resources requests = spec.map("resources", resources -> AmountReader.resources(resources, "requests"))
                .orElse(Resources.NONE);
        return new NodeClaim(
                context.meta(),
                RequirementReader.karpenter(spec),
                TaintReader.taints(spec, "taints"),
                TaintReader.taints(spec, "startupTaints"),
                requests,
                NodeTemplateReader.nodeClassRef(spec, beta),
                beta ? (Long) NodeTemplateReader.DEFAULT_EXPIRE_AFTER_NS : NodeTemplateReader.expireAfterNs(spec),
                beta ? null : NodeTemplateReader.terminationGracePeriodNs(spec),
                status);
    }

    /**
     * Reasons that a pool and its catalogue show are found out again, but not of a claim that is being deleted; others, such
     * as AMIDrift, only the cloud knows.
     */
    private static @Nullable String recordedDrift(List<Condition> conditions, boolean deleting) {
        for (Condition condition : conditions) {
            if (condition.type().equals("Drifted")
                    && condition.status().equals("True")
                    && !condition.reason().isEmpty()
                    && (deleting || !DERIVED_DRIFT.contains(condition.reason()))) {
                return condition.reason();
            }
        }
        return null;
    }

    private static NodeClaim.Status status(Fields status, ObjectContext context) {
        StatusFields.ignoreUnknown(status);
        List<Condition> conditions = Condition.of(status, context);
        return new NodeClaim.Status(
                status.text("providerID").orElse(""),
                status.text("nodeName").orElse(""),
                AmountReader.resources(status, "capacity"),
                AmountReader.resources(status, "allocatable"),
                Condition.trueSince(conditions, "Launched").orElse(null),
                Condition.trueSince(conditions, "Registered").orElse(null),
                Condition.trueSince(conditions, "Initialized").orElse(null),
                context.timeNs(status, "lastPodEventTime").orElse(null),
                Condition.trueSince(conditions, "Drifted").orElse(null),
                recordedDrift(conditions, context.meta().deleting()),
                Condition.trueSince(conditions, "InstanceTerminating").orElse(null));
    }
}
