package dev.nodecast.aws.kubernetes;

import dev.nodecast.aws.kubernetes.Statuses.Said;
import dev.nodecast.scheduler.model.CapacityBuffer;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The status of CapacityBuffers: how many chunks are kept free, and whether it is known what they look like (Karpenter
 * {@code pkg/controllers/capacitybuffer}). On the loop's thread only.
 */
final class BufferStatuses {

    private static final String TYPE = "ReadyForProvisioning";

    private final Statuses statuses;
    private final SeenObjects seen;

    BufferStatuses(Statuses statuses, SeenObjects seen) {
        this.statuses = statuses;
        this.seen = seen;
    }

    void write(ClusterState state) {
        for (CapacityBuffer buffer : seen.all(WatchedKind.CAPACITY_BUFFER, CapacityBuffer.class)) {
            Said said = resolution(buffer);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("provisioningStrategy", buffer.provisioningStrategy());
            if (said.met()) {
                fields.put("replicas", state.virtualPods(buffer.key()).size());
            }
            statuses.write(WatchedKind.CAPACITY_BUFFER, buffer.key(), fields, List.of(said));
        }
    }

    private Said resolution(CapacityBuffer buffer) {
        CapacityBuffer.Shape shape = buffer.shape();
        if (shape == null) {
            return Said.not(TYPE, "ResolutionFailed", "Neither podTemplateRef nor scalableRef is set");
        }
        ObjectKey key = new ObjectKey(buffer.meta().namespace(), shape.name());
        for (WatchedKind kind : WatchedKind.values()) {
            if (kind.kind().equals(shape.kind())) {
                boolean template = kind == WatchedKind.POD_TEMPLATE;
                return seen.has(kind, key)
                        ? new Said(TYPE, "True", "Resolved", "Pod template resolved successfully")
                        : Said.not(
                                TYPE,
                                template ? "PodTemplateNotFound" : "ScalableRefNotFound",
                                shape.kind() + " " + key + " not found");
            }
        }
        return Said.not(
                TYPE,
                "ResolutionFailed",
                "unsupported kind " + shape.kind() + "; expected PodTemplate, Deployment, StatefulSet or ReplicaSet");
    }
}
