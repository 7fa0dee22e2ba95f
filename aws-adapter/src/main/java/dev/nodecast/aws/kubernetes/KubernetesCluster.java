package dev.nodecast.aws.kubernetes;

import dev.nodecast.aws.loop.Inbox;
import dev.nodecast.scheduler.disruption.DisruptionPlanner;
import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.lifecycle.Initialization;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A Kubernetes cluster as the world of a control loop: what is seen of it, and what is done to it. */
public final class KubernetesCluster implements AutoCloseable {

    private static final Duration CONSISTENCY = Duration.ofMinutes(10);
    private static final Duration LAST_WRITES = Duration.ofSeconds(5);

    private final boolean watchedOnly;
    private final ClaimBook claims;
    private final NodeBook nodes;
    private final Statuses statuses;
    private final PoolStatuses pools;
    private final OverlayStatuses overlays;
    private final BufferStatuses buffers;
    private final RegistrationHealth health = new RegistrationHealth();
    private final LiveCluster port;
    private final ClusterWatch watch;
    private final ClusterEvents events;
    private final Detachments volumes;
    private final Writes writes;
    private final Fence fence;

    /**
     * What a cluster is reached and heard by.
     *
     * @param inbox what is seen is laid down here
     * @param loop takes what the inbox hands over, on the loop's thread
     * @param tally counts what is done
     * @param host what events name as their source
     */
    public record Wiring(
            KubernetesClient client,
            Writes writes,
            Fence fence,
            Inbox inbox,
            Consumer<Observation> loop,
            Clock clock,
            ClusterTally tally,
            String host) {}

    /** @param watchedOnly whether another controller looks after the claims, and nothing is written */
    public KubernetesCluster(Wiring wiring, Collection<WatchedKind> kinds, boolean watchedOnly) {
        this.watchedOnly = watchedOnly;
        Outbox outbox =
                new Outbox(wiring.writes, wiring.inbox, new Answers(wiring.client.getKubernetesSerialization()));
        writes = wiring.writes;
        fence = wiring.fence;
        SeenObjects seen = new SeenObjects();
        events = new ClusterEvents(
                new EventWriter(outbox, wiring.host), seen, new ClusterEvents.Counts(wiring.clock, wiring.tally));
        claims = new ClaimBook(outbox, wiring.clock, wiring.loop, events);
        nodes = new NodeBook(outbox, wiring.loop);
        events.of(claims, nodes);
        volumes = new Detachments(wiring.clock, seen, events);
        statuses = new Statuses(outbox, wiring.clock, events);
        pools = new PoolStatuses(statuses, health);
        overlays = new OverlayStatuses(statuses);
        buffers = new BufferStatuses(statuses, seen);
        PodCommands pods = new PodCommands(outbox, wiring.loop, events);
        port = new LiveCluster(
                new LiveCluster.Parts(outbox, claims, nodes, volumes, pods, statuses), seen, watchedOnly, wiring.loop);
        watch = new ClusterWatch(wiring.client, kinds, change -> wiring.inbox.run(() -> port.changed(change)));
    }

    /**
     * Begins to watch; returns when all that is there has been laid into the inbox.
     *
     * @throws TimeoutException where the cluster does not show itself in time
     */
    public void start(Duration atMost) throws InterruptedException, TimeoutException {
        watch.start(atMost);
    }

    /** What the loop may do to the cluster; on its thread only. */
    public ClusterPort port() {
        return port;
    }

    /** The cloud, asked for launches only of claims that the API knows, and of nothing once the fence is down. */
    public CloudProvider guarded(CloudProvider cloud) {
        return new ClaimedLaunches(cloud, claims, volumes, fence);
    }

    /** Whether the cluster is being watched without a gap at this moment. */
    public boolean watching() {
        return watch.watching();
    }

    /** Writes what is said of claims besides how far they have come, where it has changed. On the loop's thread only. */
    public void conditions(Map<String, DisruptionPlanner.Conditions> byClaim) {
        byClaim.forEach((name, is) -> claims.aspects(
                name,
                is.consolidatable(),
                is.drifted() == null ? null : is.drifted().text()));
    }

    /** The conditions of claims, pools, overlays and buffers as they are written; none in a shadow. On the loop's thread only. */
    public List<SaidCondition> said() {
        if (watchedOnly) {
            return List.of();
        }
        List<SaidCondition> said = new ArrayList<>(claims.conditions());
        said.addAll(statuses.all());
        return said;
    }

    /** A plan has found where the chunks of a buffer are; written with the statuses. On the loop's thread only. */
    public void planned(Note.BufferPlanned plan) {
        buffers.planned(plan);
    }

    /** Whether the nodes of pools come up. */
    public RegistrationHealth health() {
        return health;
    }

    /**
     * Writes the status of claims, pools, overlays and buffers, where it has changed. On the loop's thread only.
     *
     * @param offered what is sold to a pool
     * @param notReady why a pool cannot launch anything; null where it can
     */
    public void statuses(
            ClusterState state,
            Function<NodePool, List<InstanceType>> offered,
            Function<NodePool, @Nullable String> notReady) {
        for (StateNode node : state.nodes()) {
            ofNode(node);
        }
        pools.write(state, notReady);
        overlays.write(state, offered);
        buffers.write(state);
    }

    private void ofNode(StateNode stateNode) {
        NodeClaim claim = stateNode.claim();
        Node node = stateNode.node();
        if (claim == null || node == null || !claim.registered() || claim.meta().deleting()) {
            return;
        }
        List<String> issues = Consistency.issues(claim, node);
        Initialization missing =
                claim.initialized() ? null : Initialization.missing(claim, node).orElse(null);
        claims.node(claim.name(), missing, Consistency.of(issues));
        for (String issue : issues) {
            events.write(ObjectEvent.warning(ObjectEvent.On.NODE_CLAIM, claim.name(), "FailedConsistencyCheck", issue)
                    .distinctBy(issue)
                    .quietFor(CONSISTENCY));
        }
    }

    /** Writes why a claim is being disrupted; null takes it back. On the loop's thread only. */
    public void disrupted(String claim, @Nullable String reason) {
        claims.disrupted(claim, reason);
    }

    /** Writes an event, unless the same one was written a short while ago. On the loop's thread only. */
    public void event(ObjectEvent event) {
        events.write(event);
    }

    /** Writes an event on an object that is watched, at once. On the loop's thread only. */
    public void event(WatchedKind kind, ObjectKey key, boolean warning, String reason, String message) {
        events.write(kind, key, warning, reason, message);
    }

    /** Writes the status of a ScaledObject. */
    public void scaledObjectStatus(ObjectKey key, Map<String, Object> status) {
        port.writeStatus(WatchedKind.SCALED_OBJECT, key, status);
    }

    /** Looks after what time alone moves on: volumes that are waited for. On the loop's thread only, once a second. */
    public void look() {
        volumes.look();
    }

    /** Stops watching; waits a while for what is being written. */
    @Override
    public void close() {
        watch.close();
        try {
            writes.awaitIdle(LAST_WRITES.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
