package dev.nodecast.aws.kubernetes;

import dev.nodecast.aws.kubernetes.Statuses.Said;
import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.journal.Note.BufferPlanned.Chunks;
import dev.nodecast.scheduler.model.CapacityBuffer;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status of CapacityBuffers: how many chunks are kept free, whether it is known what they look like, and whether there is room
 * for them already (Karpenter {@code pkg/controllers/capacitybuffer}, {@code provisioning/buffers.go}). On the loop's thread only.
 */
final class BufferStatuses {

    private static final String TYPE = "ReadyForProvisioning";
    private static final String ROOM = "Provisioning";

    private final Map<ObjectKey, Chunks> plans = new HashMap<>();
    private final Statuses statuses;
    private final SeenObjects seen;

    BufferStatuses(Statuses statuses, SeenObjects seen) {
        this.statuses = statuses;
        this.seen = seen;
    }

    /** A plan has found where the chunks of a buffer are. */
    void planned(Note.BufferPlanned plan) {
        plans.put(plan.buffer(), plan.chunks());
    }

    void write(ClusterState state) {
        plans.keySet().removeIf(buffer -> !seen.has(WatchedKind.CAPACITY_BUFFER, buffer));
        for (CapacityBuffer buffer : seen.all(WatchedKind.CAPACITY_BUFFER, CapacityBuffer.class)) {
            Said said = resolution(buffer);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("provisioningStrategy", buffer.provisioningStrategy());
            int chunks = state.virtualPods(buffer.key()).size();
            if (said.met()) {
                fields.put("replicas", chunks);
            }
            List<Said> all = new ArrayList<>(List.of(said));
            Said room = said.met()
                    ? room(buffer.key(), chunks)
                    : Said.not(ROOM, "NotReadyForProvisioning", "Buffer is not ReadyForProvisioning");
            if (room != null) {
                all.add(room);
            }
            statuses.write(WatchedKind.CAPACITY_BUFFER, buffer.key(), fields, all);
        }
    }

    /** What the last plan says; what was said before it as long as no plan has all of the chunks. */
    private @Nullable Said room(ObjectKey buffer, int chunks) {
        if (chunks == 0) {
            return Said.not(ROOM, "BufferEmpty", "Buffer has zero desired replicas");
        }
        Chunks plan = plans.get(buffer);
        if (plan != null && (plan.launching() > 0 || plan.failed() > 0)) {
            String message = plan.launching() + "/" + chunks + " virtual pods required new capacity, " + plan.failed()
                    + " failed";
            return Said.not(ROOM, "RequiresNewCapacity", message);
        }
        return plan != null && plan.placed() == chunks
                ? new Said(
                        ROOM,
                        "True",
                        "FitsExistingCapacity",
                        "All " + chunks + " virtual pods fit on existing capacity")
                : statuses.lastSaid(WatchedKind.CAPACITY_BUFFER, buffer, ROOM);
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
