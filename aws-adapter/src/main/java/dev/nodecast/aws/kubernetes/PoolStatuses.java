package dev.nodecast.aws.kubernetes;

import dev.nodecast.aws.kubernetes.Statuses.Said;
import dev.nodecast.scheduler.manifest.grammar.QuantityText;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The status of NodePools: how many nodes and resources they have, whether they can launch, and whether their nodes come up
 * (Karpenter {@code pkg/controllers/nodepool}). On the loop's thread only.
 */
final class PoolStatuses {

    private static final String VALID = "ValidationSucceeded";
    private static final String CLASS_READY = "NodeClassReady";

    private final Statuses statuses;
    private final RegistrationHealth health;

    PoolStatuses(Statuses statuses, RegistrationHealth health) {
        this.statuses = statuses;
        this.health = health;
    }

    /** @param notReady why a pool cannot launch anything; null where it can */
    void write(ClusterState state, Function<NodePool, @Nullable String> notReady) {
        for (NodePool pool : state.pools()) {
            statuses.write(
                    WatchedKind.NODE_POOL,
                    pool.meta().key(),
                    fields(PoolUse.of(state, pool.name())),
                    conditions(pool, notReady.apply(pool)));
        }
    }

    private static Map<String, Object> fields(PoolUse use) {
        Map<String, Object> resources = new LinkedHashMap<>(QuantityText.of(use.resources()));
        resources.put("nodes", Integer.toString(use.nodes()));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("nodes", use.nodes());
        fields.put("resources", resources);
        return fields;
    }

    private List<Said> conditions(NodePool pool, @Nullable String trouble) {
        Said nodeClass = trouble == null ? Said.met(CLASS_READY) : Said.not(CLASS_READY, "NodeClassNotReady", trouble);
        String before = statuses.last(WatchedKind.NODE_POOL, pool.meta().key(), RegistrationHealth.TYPE);
        return Statuses.withReady(
                List.of(Said.met(VALID), nodeClass, health.of(pool, before)),
                said -> !said.type().equals(RegistrationHealth.TYPE));
    }
}
