package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.Observation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cluster behind the scheduler's port. Commands return at once and are carried out beside the loop's thread, those on one object
 * in their order; what comes of them is seen by the watches. On the loop's thread only.
 */
final class LiveCluster implements ClusterPort {

    private static final Logger LOG = LoggerFactory.getLogger(LiveCluster.class);

    private final Map<WatchedKind, Map<ObjectKey, Seen>> seen = new EnumMap<>(WatchedKind.class);
    private final Outbox outbox;
    private final Consumer<Observation> loop;
    private final ClaimBook claims;
    private final NodeBook nodes;
    private final PodCommands pods;
    private final boolean watchedOnly;

    /**
     * What a watch has shown last of an object.
     *
     * @param replicas {@code status.replicas}, where it is a workload
     */
    private record Seen(String uid, Object value, int replicas) {}

    /** @param watchedOnly whether the claims are another controller's, so that all that happens to them is news */
    LiveCluster(Outbox outbox, ClaimBook claims, NodeBook nodes, boolean watchedOnly, Consumer<Observation> loop) {
        this.watchedOnly = watchedOnly;
        this.outbox = outbox;
        this.claims = claims;
        this.nodes = nodes;
        this.loop = loop;
        this.pods = new PodCommands(outbox, loop);
    }

    /** Takes in what a watch shows. What shows nothing new to the loop, such as a heartbeat, is not told. */
    void changed(Change change) {
        switch (change.kind()) {
            case NODE -> nodes.seen(change);
            case NODE_CLAIM -> claimChanged(change);
            default -> told(change).forEach(loop);
        }
    }

    private void claimChanged(Change change) {
        if (!watchedOnly) {
            claims.seen(change);
        } else {
            told(change).forEach(loop);
        }
    }

    private List<Observation> told(Change change) {
        Map<ObjectKey, Seen> known = seen.computeIfAbsent(change.kind(), _ -> new HashMap<>());
        Object value = change.value();
        if (value == null) {
            Seen last = known.remove(change.key());
            return last == null ? List.of() : Observations.ofEnd(last.value, change.key());
        }
        Seen now = new Seen(change.uid(), value, change.extras().replicas());
        Seen before = known.put(change.key(), now);
        if (now.equals(before)) {
            return List.of();
        }
        List<Observation> told = new ArrayList<>(change.extras().observations(change.key()));
        told.addAll(Observations.of(value, now.replicas));
        return told;
    }

    /** The uid of an object; empty where it is not known. */
    String uid(WatchedKind kind, ObjectKey key) {
        Seen last = seen.getOrDefault(kind, Map.of()).get(key);
        return last == null ? "" : last.uid;
    }

    /** Tells the loop again how a workload is, since what it ordered did not come about. */
    private void tellAgain(WatchedKind kind, ObjectKey key) {
        Seen last = seen.getOrDefault(kind, Map.of()).get(key);
        if (last != null) {
            Observations.of(last.value, last.replicas).forEach(loop);
        }
    }

    /** Writes the status of an object that has one. */
    void writeStatus(WatchedKind kind, ObjectKey key, Map<String, Object> status) {
        String path = kind.path(key.namespace(), key.name()) + "/status";
        outbox.write(kind.resource() + "/" + key, requests -> {
            ApiReply reply = requests.send(ApiRequest.patch(path, Map.of("status", status)));
            if (!reply.ok() && !reply.notFound()) {
                LOG.error("status of {} {} could not be written: {}", kind.resource(), key, reply.message());
            }
        });
    }

    @Override
    public void createNodeClaim(NodeClaim claim) {
        claims.create(claim);
    }

    @Override
    public void updateNodeClaim(NodeClaim claim) {
        claims.update(claim);
    }

    @Override
    public void deleteNodeClaim(String name) {
        claims.delete(name);
    }

    @Override
    public void releaseNodeClaim(String name) {
        claims.release(name);
    }

    @Override
    public void updateNode(Node node) {
        nodes.update(node, claims.reference(node.providerId()));
    }

    @Override
    public void deleteNode(String name) {
        nodes.delete(name);
    }

    @Override
    public void evict(ObjectKey pod) {
        pods.evict(pod, uid(WatchedKind.POD, pod));
    }

    @Override
    public void deletePod(ObjectKey pod, long gracePeriodSeconds) {
        pods.delete(pod, uid(WatchedKind.POD, pod), gracePeriodSeconds);
    }

    @Override
    public void scale(Workload workload, int replicas) {
        ObjectKey key = workload.key();
        for (WatchedKind kind : WatchedKind.values()) {
            if (kind.kind().equals(workload.kind())) {
                String path = kind.path(key.namespace(), key.name()) + "/scale";
                outbox.write(kind.resource() + "/" + key, requests -> {
                    ApiReply reply =
                            requests.send(ApiRequest.patch(path, Map.of("spec", Map.of("replicas", replicas))));
                    if (!reply.ok()) {
                        LOG.error(
                                "{} {} could not be scaled to {}: {}", workload.kind(), key, replicas, reply.message());
                        outbox.answer(() -> tellAgain(kind, key));
                    }
                });
                return;
            }
        }
        LOG.error(
                "{} {} cannot be scaled: Nodecast scales Deployments, StatefulSets and ReplicaSets",
                workload.kind(),
                key);
    }
}
