package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.disruption.ScaleDownOrder;
import dev.nodecast.scheduler.lifecycle.Termination;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives each pool with {@code replicas} that many nodes, whatever pods there are, within {@code limits.nodes}. A pool is
 * looked at when it changes, when one of its claims comes or goes, and every minute. Karpenter's {@code static/provisioning}
 * and {@code static/deprovisioning}.
 */
final class StaticPools {

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long RECONCILE_NS = 60 * SECOND_NS;
    private static final long LIMITED_NS = 30 * SECOND_NS;

    /** What it takes at least to ask for a node, to be refused and to drop the claim. */
    private static final long REFUSED_NS = SECOND_NS;

    private final Set<String> awaited = new LinkedHashSet<>();
    private final Set<String> polled = new LinkedHashSet<>();
    private final ClusterState state;
    private final Ports ports;
    private final Termination termination;
    private final Launcher launcher;
    private boolean started;

    /** Launches one node of a static pool. */
    @FunctionalInterface
    interface Launcher {
        void launch(NodePool pool);
    }

    StaticPools(ClusterState state, Ports ports, Termination termination, Launcher launcher) {
        this.state = state;
        this.ports = ports;
        this.termination = termination;
        this.launcher = launcher;
    }

    /** From now on the pools are kept at their size: before, claims that exist may not have been seen yet. */
    void start() {
        started = true;
        state.pools().forEach(pool -> lookAt(pool.name()));
    }

    /** Something of the pool has changed. */
    void lookAt(@Nullable String poolName) {
        if (poolName != null && isStatic(poolName) && awaited.add(poolName)) {
            ports.timers().after(0, () -> {
                awaited.remove(poolName);
                reconcile(poolName);
            });
            if (polled.add(poolName)) {
                poll(poolName);
            }
        }
    }

    /** A claim begins to end, or is gone. */
    void claimEnds(NodeClaim claim) {
        String poolName = claim.nodePool();
        if (claim.launched() || poolName == null) {
            lookAt(poolName);
        } else {
            ports.timers().after(REFUSED_NS, () -> lookAt(poolName));
        }
    }

    private boolean isStatic(String poolName) {
        NodePool pool = state.pool(poolName);
        return pool != null && pool.replicas() != null;
    }

    private void poll(String poolName) {
        ports.timers().after(RECONCILE_NS, () -> {
            if (isStatic(poolName)) {
                reconcile(poolName);
                poll(poolName);
            } else {
                polled.remove(poolName);
            }
        });
    }

    private void reconcile(String poolName) {
        NodePool pool = state.pool(poolName);
        Integer replicas = pool == null ? null : pool.replicas();
        if (started && pool != null && replicas != null && !pool.meta().deleting()) {
            Census census = Census.of(state, poolName);
            int surplus = census.active.size() - replicas;
            if (surplus > 0) {
                scaleDown(census, surplus);
            } else {
                scaleUp(pool, replicas, census);
            }
        }
    }

    private void scaleDown(Census census, int surplus) {
        for (NodeClaim claim :
                ScaleDownOrder.first(surplus, census.active, ports.clock().nowNs())) {
            termination.begin(claim, "StaticPoolScaledDown");
        }
    }

    private void scaleUp(NodePool pool, int replicas, Census census) {
        if (census.active.size() + census.replacing >= replicas) {
            return;
        }
        long missing = (long) replicas - census.active.size();
        Long limit = pool.nodeLimit();
        long granted = limit == null ? missing : Math.min(missing, limit - census.all());
        for (long i = 0; i < granted; i++) {
            launcher.launch(pool);
        }
        if (granted <= 0) {
            ports.timers().after(LIMITED_NS, () -> lookAt(pool.name()));
        }
    }

    /**
     * The nodes of a pool by what becomes of them.
     *
     * @param replacing chosen to go once what replaces them is there
     * @param deleting on their way out
     */
    private record Census(List<StateNode> active, int replacing, int deleting) {

        static Census of(ClusterState state, String poolName) {
            List<StateNode> active = new ArrayList<>();
            int replacing = 0;
            int deleting = 0;
            for (StateNode node : state.nodes()) {
                NodeClaim claim = node.claim();
                if (claim == null || !poolName.equals(claim.nodePool())) {
                    continue;
                }
                if (!node.leaving()) {
                    active.add(node);
                } else if (claim.meta().deleting()) {
                    deleting++;
                } else {
                    replacing++;
                }
            }
            return new Census(active, replacing, deleting);
        }

        int all() {
            return active.size() + replacing + deleting;
        }
    }
}
