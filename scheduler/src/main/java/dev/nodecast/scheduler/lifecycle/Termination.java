package dev.nodecast.scheduler.lifecycle;

import dev.nodecast.scheduler.eviction.DoNotDisrupt;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Timers;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The end of nodes, whatever the reason: taint, drain group by group through the Eviction API, terminate the instance,
 * delete the node, let go of the claim. A drain is looked after once a second and takes at least five, counted from the
 * whole second of its beginning, so that pods are found that were bound before the taint was seen. Evictions that a
 * disruption budget refuses are tried again with back-off; a {@code terminationGracePeriod} bounds it all (Karpenter
 * {@code node/termination}, {@code nodeclaim/lifecycle}).
 */
public final class Termination {

    private static final long MILLISECOND_NS = 1_000_000L;
    private static final long SECOND_NS = 1_000 * MILLISECOND_NS;
    private static final long FIRST_RETRY_NS = 100 * MILLISECOND_NS;
    private static final long LAST_RETRY_NS = 10 * SECOND_NS;

    private static final long LOOK_NS = SECOND_NS;
    private static final long LEAST_DRAIN_NS = 5 * SECOND_NS;

    private final Map<String, Ending> endings = new LinkedHashMap<>();
    private final Map<ObjectKey, Long> retryNs = new LinkedHashMap<>();
    private final Claims claims;
    private final ClusterState state;
    private final World world;

    /** What termination acts through. */
    public record World(Clock clock, Timers timers, ClusterPort cluster, CloudProvider cloud, Journal journal) {}

    /** One node on its way out. */
    private static final class Ending {
        final String cause;
        boolean terminating;
        long untilNs = Long.MAX_VALUE;
        boolean lookedAfter;

        @Nullable
        Long drainingSinceNs;

        Timers.@Nullable Timer deadline;

        Ending(String cause) {
            this.cause = cause;
        }
    }

    public Termination(Claims claims, ClusterState state, World world) {
        this.claims = claims;
        this.state = state;
        this.world = world;
    }

    /** Begins to end a claim for {@code cause}; without effect when it is ending already. */
    public void begin(NodeClaim claim, String cause) {
        begin(claim, cause, claim.terminationGracePeriodNs());
    }

    /** The same without waiting for anybody: pods are deleted at once and the instance goes. */
    public void beginByForce(NodeClaim claim, String cause) {
        begin(claim, cause, 0L);
    }

    private void begin(NodeClaim claim, String cause, @Nullable Long grace) {
        if (endings.containsKey(claim.name())) {
            return;
        }
        Ending ending = new Ending(cause);
        endings.put(claim.name(), ending);
        claims.markDeleted(claim);
        world.journal.record(world.clock.nowNs(), new Decision.NodeTerminating(claim.name(), cause));
        Long untilNs = EndOfGrace.of(claim, world.clock);
        if (untilNs == null && grace != null) {
            untilNs = world.clock.nowNs() + grace;
            writeDown(claim.name(), untilNs);
        }
        if (untilNs != null) {
            ending.untilNs = untilNs;
            long left = Math.max(0, untilNs - world.clock.nowNs());
            ending.deadline = world.timers.after(left, () -> terminateInstance(claim.name(), ending));
            scheduleEarlyDeletions(claim, ending);
        }
        proceed(claim.name());
    }

    /** So that a loop that begins anew counts from the same moment. */
    private void writeDown(String claimName, long untilNs) {
        NodeClaim claim = claims.get(claimName);
        if (claim != null) {
            claims.update(EndOfGrace.on(claim, world.clock.instantAt(untilNs)));
        }
    }

    /** Whether the claim is ending. */
    public boolean ending(String claimName) {
        return endings.containsKey(claimName);
    }

    /** Goes on as far as possible with a claim that is ending; to be called when it has been launched. */
    public void proceed(String claimName) {
        Ending ending = endings.get(claimName);
        StateNode stateNode = state.ofClaim(claimName);
        NodeClaim claim = stateNode == null ? null : stateNode.claim();
        if (ending == null || stateNode == null || claim == null || ending.terminating || !claim.launched()) {
            return;
        }
        Node node = stateNode.node();
        if (node != null && claim.registered() && !drained(stateNode, node, ending)) {
            lookAgain(claimName, ending);
            return;
        }
        terminateInstance(claimName, ending);
    }

    private void lookAgain(String claimName, Ending ending) {
        if (!ending.lookedAfter) {
            ending.lookedAfter = true;
            world.timers.after(LOOK_NS, () -> {
                ending.lookedAfter = false;
                if (endings.get(claimName) == ending) {
                    proceed(claimName);
                }
            });
        }
    }

    /** Evicts whoever is to go next. Returns whether nobody is left and the drain has taken long enough. */
    private boolean drained(StateNode stateNode, Node node, Ending ending) {
        taint(node);
        long nowNs = world.clock.nowNs();
        if (ending.drainingSinceNs == null) {
            ending.drainingSinceNs = world.clock.wholeSecondNs(nowNs);
        }
        List<Pod> group = DrainOrder.nextGroup(stateNode.pods(), nowNs);
        evict(group);
        return group.isEmpty() && nowNs - ending.drainingSinceNs >= LEAST_DRAIN_NS;
    }

    /** Drops a claim whose launch failed: there is nothing to drain or terminate. */
    public void dropUnlaunched(NodeClaim claim, String cause) {
        claims.markDeleted(claim);
        finish(claim.name(), cause);
    }

    /** Tries a refused eviction again, later each time. */
    public void evictionRefused(ObjectKey pod) {
        long delay = Math.min(retryNs.getOrDefault(pod, FIRST_RETRY_NS), LAST_RETRY_NS);
        retryNs.put(pod, delay * 2);
        world.timers.after(delay, () -> retry(pod));
    }

    /** The instance of a claim has ended, by us or not. */
    public void instanceGone(String providerId) {
        StateNode stateNode = state.ofProviderId(providerId);
        if (stateNode == null || stateNode.claim() == null) {
            return;
        }
        NodeClaim claim = stateNode.claim();
        Ending ending = endings.get(claim.name());
        claims.markDeleted(claim);
        Node node = stateNode.node();
        if (node != null) {
            world.cluster.deleteNode(node.name());
            state.forgetNode(node.name());
        }
        finish(claim.name(), ending == null ? "InstanceGone" : ending.cause);
    }

    private void finish(String claimName, String cause) {
        Ending ending = endings.remove(claimName);
        if (ending != null && ending.deadline != null) {
            ending.deadline.cancel();
        }
        claims.release(claimName);
        world.journal.record(world.clock.nowNs(), new Decision.NodeTerminated(claimName, cause));
    }

    private void taint(Node node) {
        if (node.hasTaint(WellKnown.DISRUPTED)) {
            return;
        }
        List<Taint> taints = new ArrayList<>(node.taints());
        taints.add(WellKnown.DISRUPTED);
        Node tainted = node.withTaints(taints);
        state.see(tainted);
        world.cluster.updateNode(tainted);
    }

    private void evict(List<Pod> group) {
        for (Pod pod : group) {
            if (!pod.meta().deleting() && !retryNs.containsKey(pod.key())) {
                retryNs.put(pod.key(), FIRST_RETRY_NS);
                evict(pod);
            }
        }
    }

    /**
     * Evicts a pod, or deletes it once its grace period would reach beyond the node's. One that must not be disrupted is
     * only waited for, until its wish ends.
     */
    private void evict(Pod pod) {
        Ending ending = endingOf(pod);
        if (ending != null && mustBeDeleted(pod, ending)) {
            deleteForcefully(pod.key(), ending);
        } else if (DoNotDisrupt.active(pod, world.clock.nowNs())) {
            evictionRefused(pod.key());
        } else {
            world.cluster.evict(pod.key());
        }
    }

    private boolean mustBeDeleted(Pod pod, Ending ending) {
        long graceNs = pod.spec().terminationGracePeriodSeconds() * SECOND_NS;
        return ending.untilNs != Long.MAX_VALUE && world.clock.nowNs() > ending.untilNs - graceNs;
    }

    private void retry(ObjectKey key) {
        Pod pod = state.pod(key);
        if (pod != null && !pod.meta().deleting() && endingOf(pod) != null) {
            evict(pod);
        } else {
            retryNs.remove(key);
        }
    }

    private @Nullable Ending endingOf(Pod pod) {
        StateNode node = pod.nodeName() == null ? null : state.ofNode(pod.nodeName());
        NodeClaim claim = node == null ? null : node.claim();
        return claim == null ? null : endings.get(claim.name());
    }

    /** To be called when a pod is gone, so that nothing of it is remembered. */
    public void podGone(ObjectKey pod) {
        retryNs.remove(pod);
    }

    /** Deletes pods early enough to leave them their own grace period before the node's ends. */
    private void scheduleEarlyDeletions(NodeClaim claim, Ending ending) {
        StateNode node = state.ofClaim(claim.name());
        if (node == null) {
            return;
        }
        for (Pod pod : List.copyOf(node.pods())) {
            long graceNs = pod.spec().terminationGracePeriodSeconds() * SECOND_NS;
            Long endsNs = pod.meta().deletionNs();
            if (endsNs == null) {
                long delay = Math.max(0, ending.untilNs - graceNs - world.clock.nowNs());
                world.timers.after(delay, () -> deleteForcefully(pod.key(), ending));
            } else if (endsNs > ending.untilNs && DrainOrder.drains(pod)) {
                world.cluster.deletePod(pod.key(), secondsLeft(ending));
            }
        }
    }

    private void deleteForcefully(ObjectKey key, Ending ending) {
        Pod pod = state.pod(key);
        if (pod != null && !pod.meta().deleting() && endingOf(pod) == ending && DrainOrder.drains(pod)) {
            world.cluster.deletePod(key, secondsLeft(ending));
        }
    }

    /** Until the node's grace period ends; at least one, since none would let two pods of the same name run at once. */
    private long secondsLeft(Ending ending) {
        return Math.max(1, (ending.untilNs - world.clock.nowNs()) / SECOND_NS);
    }

    private void terminateInstance(String claimName, Ending ending) {
        NodeClaim claim = claims.get(claimName);
        if (claim == null || ending.terminating || !claim.launched()) {
            return;
        }
        ending.terminating = true;
        claims.update(claim.withStatus(claim.status().terminatingAt(world.clock.nowNs())));
        world.cloud.terminate(claim.status().providerId());
    }
}
