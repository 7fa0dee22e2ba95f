package dev.nodecast.scheduler.lifecycle;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Timers;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Compares claims and instances every two minutes. A claim whose instance the cloud does not know any more is ended, unless
 * its node is ready all the same; an instance that no claim knows, and that has been so for half a minute, is terminated
 * (Karpenter {@code nodeclaim/garbagecollection}, and the AWS provider's of the same name).
 */
public final class GarbageCollection {

    /** The cause that is written down. */
    public static final String CAUSE = "GarbageCollected";

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long PERIOD_NS = 120 * SECOND_NS;

    /** A claim may learn of its instance later than the list has it. */
    private static final long UNCLAIMED_NS = 30 * SECOND_NS;

    private final Map<String, Long> unclaimedSinceNs = new LinkedHashMap<>();
    private final Termination termination;
    private final ClusterState state;
    private final World world;

    /** What collection acts through. */
    public record World(Clock clock, Timers timers, CloudProvider cloud, Journal journal) {}

    public GarbageCollection(Termination termination, ClusterState state, World world) {
        this.termination = termination;
        this.state = state;
        this.world = world;
    }

    public void start() {
        world.timers.after(PERIOD_NS, () -> {
            world.cloud.listInstances();
            start();
        });
    }

    /** The instances that the cloud has for this cluster. */
    public void listed(List<String> providerIds) {
        TreeSet<String> known = new TreeSet<>(providerIds);
        endClaimsWithoutInstance(known);
        unclaimedSinceNs.keySet().retainAll(known);
        boolean unclaimed = false;
        for (String providerId : known) {
            unclaimed |= isUnclaimed(providerId);
        }
        if (unclaimed) {
            world.timers.after(UNCLAIMED_NS, world.cloud::listInstances);
        }
    }

    private void endClaimsWithoutInstance(TreeSet<String> instances) {
        for (StateNode node : state.nodes().toArray(StateNode[]::new)) {
            NodeClaim claim = node.claim();
            boolean ready = node.node() != null && node.node().ready();
            if (claim != null
                    && claim.registered()
                    && !claim.meta().deleting()
                    && !ready
                    && !instances.contains(claim.status().providerId())) {
                termination.begin(claim, CAUSE);
            }
        }
    }

    /** Terminates an instance that has had no claim for long enough; whether another look is needed. */
    private boolean isUnclaimed(String providerId) {
        StateNode node = state.ofProviderId(providerId);
        if (node != null && node.claim() != null) {
            unclaimedSinceNs.remove(providerId);
            return false;
        }
        long nowNs = world.clock.nowNs();
        Long since = unclaimedSinceNs.putIfAbsent(providerId, nowNs);
        if (since == null || nowNs - since < UNCLAIMED_NS) {
            return true;
        }
        unclaimedSinceNs.remove(providerId);
        world.journal.record(nowNs, new Decision.InstanceCollected(providerId));
        world.cloud.terminate(providerId);
        return false;
    }
}
