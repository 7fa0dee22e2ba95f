package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.manifest.grammar.QuantityText;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the status of NodePools: how many nodes and resources they have, and whether they can launch. On the loop's thread only. */
final class PoolStatuses {

    private static final Logger LOG = LoggerFactory.getLogger(PoolStatuses.class);

    private final Map<String, Map<String, Object>> written = new HashMap<>();
    private final Map<String, Map<String, ClaimConditions.Condition>> conditions = new HashMap<>();
    private final Outbox outbox;
    private final Clock clock;

    PoolStatuses(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @param notReady why a pool cannot launch anything; null where it can */
    void write(ClusterState state, Function<NodePool, @Nullable String> notReady) {
        for (NodePool pool : state.pools()) {
            Map<String, Object> status = status(PoolUse.of(state, pool.name()), pool, notReady.apply(pool));
            if (!status.equals(written.put(pool.name(), status))) {
                send(pool.name(), status);
            }
        }
        written.keySet().removeIf(name -> state.pool(name) == null);
        conditions.keySet().removeIf(name -> state.pool(name) == null);
    }

    private Map<String, Object> status(PoolUse use, NodePool pool, @Nullable String trouble) {
        Map<String, Object> resources = new LinkedHashMap<>(QuantityText.of(use.resources()));
        resources.put("nodes", Integer.toString(use.nodes()));
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("nodes", use.nodes());
        status.put("resources", resources);
        status.put("conditions", conditions(pool.name(), trouble));
        return status;
    }

    private List<Map<String, Object>> conditions(String pool, @Nullable String trouble) {
        Map<String, ClaimConditions.Condition> before = conditions.getOrDefault(pool, Map.of());
        Map<String, ClaimConditions.Condition> now = new LinkedHashMap<>();
        put(now, before, "ValidationSucceeded", "True", "ValidationSucceeded", "");
        if (trouble == null) {
            put(now, before, "NodeClassReady", "True", "NodeClassReady", "");
            put(now, before, "Ready", "True", "Ready", "");
        } else {
            put(now, before, "NodeClassReady", "False", "NodeClassNotReady", trouble);
            put(now, before, "Ready", "False", "UnhealthyDependents", "NodeClassReady=False");
        }
        conditions.put(pool, now);
        List<Map<String, Object>> forms = new ArrayList<>();
        now.values().forEach(condition -> forms.add(condition.form()));
        return forms;
    }

    private void put(
            Map<String, ClaimConditions.Condition> now,
            Map<String, ClaimConditions.Condition> before,
            String type,
            String status,
            String reason,
            String message) {
        ClaimConditions.Condition last = before.get(type);
        String since = last != null && last.status().equals(status) ? last.since() : Timestamps.of(clock.nowNs());
        now.put(type, new ClaimConditions.Condition(type, status, reason, message, since));
    }

    private void send(String name, Map<String, Object> status) {
        outbox.write(WatchedKind.NODE_POOL.resource() + "/" + name, requests -> {
            ApiReply reply = requests.send(
                    ApiRequest.patch(WatchedKind.NODE_POOL.path(name) + "/status", Map.of("status", status)));
            if (!reply.ok() && !reply.notFound()) {
                LOG.error("status of NodePool {} could not be written: {}", name, reply.message());
            }
        });
    }
}
