package dev.nodecast.aws.kubernetes;

import dev.nodecast.aws.kubernetes.EventWriter.Subject;
import dev.nodecast.aws.loop.Inbox;
import dev.nodecast.scheduler.disruption.DisruptionPlanner;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.state.ClusterState;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A Kubernetes cluster as the world of a control loop: what is seen of it, and what is done to it. */
public final class KubernetesCluster implements AutoCloseable {

    private static final Duration LAST_WRITES = Duration.ofSeconds(5);

    private final ClaimBook claims;
    private final NodeBook nodes;
    private final PoolStatuses pools;
    private final LiveCluster port;
    private final ClusterWatch watch;
    private final EventWriter events;
    private final Writes writes;
    private final Fence fence;

    /**
     * What a cluster is reached and heard by.
     *
     * @param inbox what is seen is laid down here
     * @param loop takes what the inbox hands over, on the loop's thread
     * @param host what events name as their source
     */
    public record Wiring(
            KubernetesClient client,
            Writes writes,
            Fence fence,
            Inbox inbox,
            Consumer<Observation> loop,
            Clock clock,
            String host) {}

    /** @param watchedOnly whether another controller looks after the claims, and nothing is written */
    public KubernetesCluster(Wiring wiring, Collection<WatchedKind> kinds, boolean watchedOnly) {
        Outbox outbox =
                new Outbox(wiring.writes, wiring.inbox, new Answers(wiring.client.getKubernetesSerialization()));
        writes = wiring.writes;
        fence = wiring.fence;
        events = new EventWriter(outbox, wiring.host);
        claims = new ClaimBook(outbox, wiring.clock, wiring.loop, this::conditionChanged);
        nodes = new NodeBook(outbox, wiring.loop);
        pools = new PoolStatuses(outbox, wiring.clock);
        port = new LiveCluster(outbox, claims, nodes, watchedOnly, wiring.loop);
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
        return new ClaimedLaunches(cloud, claims, fence);
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

    /**
     * Writes the status of pools, where it has changed. On the loop's thread only.
     *
     * @param notReady why a pool cannot launch anything; null where it can
     */
    public void pools(ClusterState state, Function<NodePool, @Nullable String> notReady) {
        pools.write(state, notReady);
    }

    /** Writes why a claim is being disrupted; null takes it back. On the loop's thread only. */
    public void disrupted(String claim, @Nullable String reason) {
        claims.disrupted(claim, reason);
    }

    /** Writes an event on a claim. */
    public void claimEvent(String claim, boolean warning, String reason, String message) {
        write(
                new Subject(WatchedKind.NODE_CLAIM, new ObjectKey("", claim), claims.uid(claim)),
                warning,
                reason,
                message);
    }

    /** Writes an event on a node. */
    public void nodeEvent(String node, boolean warning, String reason, String message) {
        write(new Subject(WatchedKind.NODE, new ObjectKey("", node), nodes.uid(node)), warning, reason, message);
    }

    /** Writes an event on a pod. */
    public void podEvent(ObjectKey pod, boolean warning, String reason, String message) {
        write(new Subject(WatchedKind.POD, pod, port.uid(WatchedKind.POD, pod)), warning, reason, message);
    }

    /** Writes an event on an object that is watched. On the loop's thread only. */
    public void event(WatchedKind kind, ObjectKey key, boolean warning, String reason, String message) {
        write(new Subject(kind, key, port.uid(kind, key)), warning, reason, message);
    }

    /** Writes the status of a ScaledObject. */
    public void scaledObjectStatus(ObjectKey key, Map<String, Object> status) {
        port.writeStatus(WatchedKind.SCALED_OBJECT, key, status);
    }

    private void write(Subject subject, boolean warning, String reason, String message) {
        events.write(subject, warning ? EventWriter.Type.WARNING : EventWriter.Type.NORMAL, reason, message);
    }

    private void conditionChanged(
            NodeClaim claim, String uid, ClaimConditions.@Nullable Condition before, ClaimConditions.Condition now) {
        if (before != null || now.status().equals("True")) {
            events.write(
                    new Subject(WatchedKind.NODE_CLAIM, claim.meta().key(), uid),
                    EventWriter.Type.NORMAL,
                    now.type(),
                    "Status condition transitioned, Type: " + now.type() + ", Status: "
                            + (before == null ? "Unknown" : before.status()) + " -> " + now.status() + ", Reason: "
                            + now.reason());
        }
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
