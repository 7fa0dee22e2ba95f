package dev.nodecast.aws.kubernetes;

import dev.nodecast.aws.kubernetes.Statuses.Said;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeOverlay;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.provisioning.NodeOverlays;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The status of NodeOverlays: whether they hold, or why not (Karpenter {@code pkg/controllers/nodeoverlay}). */
final class OverlayStatuses {

    private static final String VALID = "ValidationSucceeded";

    private final Statuses statuses;

    OverlayStatuses(Statuses statuses) {
        this.statuses = statuses;
    }

    void write(ClusterState state, Function<NodePool, List<InstanceType>> offered) {
        if (state.overlays().isEmpty()) {
            return;
        }
        Map<NodePool, List<InstanceType>> types = new LinkedHashMap<>();
        state.pools().forEach(pool -> types.put(pool, offered.apply(pool)));
        Map<String, String> refused = new NodeOverlays(state.overlays(), types).refused();
        for (NodeOverlay overlay : state.overlays()) {
            statuses.write(
                    WatchedKind.NODE_OVERLAY,
                    overlay.meta().key(),
                    Map.of(),
                    Statuses.withReady(List.of(validity(refused.get(overlay.name()))), _ -> true));
        }
    }

    private static Said validity(@Nullable String refusal) {
        if (refusal == null) {
            return Said.met(VALID);
        }
        return refusal.startsWith("it conflicts")
                ? Said.not(VALID, "Conflict", refusal)
                : Said.not(VALID, "RuntimeValidation", refusal);
    }
}
