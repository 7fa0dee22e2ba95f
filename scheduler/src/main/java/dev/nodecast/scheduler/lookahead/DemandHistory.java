package dev.nodecast.scheduler.lookahead;

import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Learns from what the loops observe how pools are used: when pods come to nodes and leave them, when nodes are launched and
 * removed. It knows nothing of what is to come. Pods of daemonsets do not count.
 */
public final class DemandHistory {

    private final Map<String, PoolHistory> pools = new LinkedHashMap<>();
    private final Map<String, NodeUse> nodes = new LinkedHashMap<>();
    private final Map<ObjectKey, Long> boundNs = new LinkedHashMap<>();

    private static final class NodeUse {
        private final PoolHistory pool;
        private final long askedNs;
        private boolean worked;

        @Nullable
        private Long idleSinceNs;

        NodeUse(PoolHistory pool, long askedNs) {
            this.pool = pool;
            this.askedNs = askedNs;
        }
    }

    /** A node was asked for, because pods need it or in the place of others. */
    public void launched(NodeClaim claim, boolean forPods, long nowNs) {
        String name = claim.nodePool();
        if (name != null) {
            PoolHistory pool = pools.computeIfAbsent(name, n -> new PoolHistory());
            nodes.put(claim.name(), new NodeUse(pool, nowNs));
            if (forPods) {
                pool.launched(nowNs);
            }
        }
    }

    /** A claim is there that somebody else asked for, or before anything was observed. */
    public void adopted(NodeClaim claim) {
        String name = claim.nodePool();
        if (name != null && !nodes.containsKey(claim.name())) {
            PoolHistory pool = pools.computeIfAbsent(name, n -> new PoolHistory());
            NodeUse node = new NodeUse(pool, claim.meta().createdNs());
            node.worked = true;
            nodes.put(claim.name(), node);
        }
    }

    /** The claim's node is to go. */
    public void removed(NodeClaim claim) {
        NodeUse node = nodes.remove(claim.name());
        if (node != null && node.idleSinceNs != null) {
            node.pool.removed(node.idleSinceNs);
        }
    }

    /**
     * A pod on the claim's node was seen.
     *
     * @param before what was known of it; null where it was not known
     */
    public void pod(NodeClaim claim, @Nullable Pod before, Pod now, long nowNs) {
        NodeUse node = nodes.get(claim.name());
        if (node == null || now.meta().ownedBy("DaemonSet")) {
            return;
        }
        boolean bound = before == null || before.nodeName() == null;
        boolean left = now.terminal() || now.meta().deleting();
        boolean wasLeft = before != null && (before.terminal() || before.meta().deleting());
        if (bound && !left) {
            came(node, now, nowNs);
        }
        if (now.ready() && (before == null || !before.ready())) {
            ready(node, now, nowNs);
        }
        if (left && !wasLeft) {
            left(node, now, nowNs);
        }
    }

    /** A pod on the claim's node is no more; that is nothing new where it was told to go before. */
    public void gone(NodeClaim claim, Pod pod, long nowNs) {
        NodeUse node = nodes.get(claim.name());
        boolean known = pod.terminal() || pod.meta().deleting() || pod.meta().ownedBy("DaemonSet");
        if (node != null && !known) {
            left(node, pod, nowNs);
        }
    }

    private void left(NodeUse node, Pod pod, long nowNs) {
        node.idleSinceNs = nowNs;
        boundNs.remove(pod.key());
    }

    private void came(NodeUse node, Pod pod, long nowNs) {
        if (node.idleSinceNs != null) {
            node.pool.periods.add(nowNs - node.idleSinceNs);
            node.idleSinceNs = null;
        }
        boundNs.put(pod.key(), nowNs);
    }

    private void ready(NodeUse node, Pod pod, long nowNs) {
        Long since = boundNs.remove(pod.key());
        if (!node.worked) {
            node.worked = true;
            node.pool.coldStarts.add(nowNs - node.askedNs);
        } else if (since != null) {
            node.pool.warmStarts.add(nowNs - since);
        }
    }

    /** What was seen of a pool; null where nothing was. */
    @Nullable
    PoolHistory of(String pool) {
        return pools.get(pool);
    }
}
