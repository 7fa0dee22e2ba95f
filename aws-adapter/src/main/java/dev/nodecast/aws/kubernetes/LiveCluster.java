package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.Observation;
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

    private final Map<WatchedKind, Map<ObjectKey, Object>> seen = new EnumMap<>(WatchedKind.class);
    private final Map<ObjectKey, String> podUids = new HashMap<>();
    private final Outbox outbox;
    private final Consumer<Observation> loop;
    private final ClaimBook claims;
    private final NodeBook nodes;
    private final PodCommands pods;
    private final PoolMarks pools;
    private final boolean watchedOnly;

    /** @param watchedOnly whether the claims are another controller's, so that all that happens to them is news */
    LiveCluster(Outbox outbox, ClaimBook claims, NodeBook nodes, boolean watchedOnly, Consumer<Observation> loop) {
        this.watchedOnly = watchedOnly;
        this.outbox = outbox;
        this.claims = claims;
        this.nodes = nodes;
        this.loop = loop;
        this.pods = new PodCommands(outbox, loop);
        this.pools = new PoolMarks(outbox, watchedOnly);
    }

    /** Takes in what a watch shows. What shows nothing new to the loop, such as a heartbeat, is not told. */
    void changed(Change change) {
        switch (change.kind()) {
            case NODE -> nodes.seen(change);
            case NODE_CLAIM -> claimChanged(change);
            case NODE_POOL -> told(pools.marked(change)).forEach(loop);
            default -> {
                if (change.kind() == WatchedKind.POD) {
                    podChanged(change);
                }
                told(change).forEach(loop);
            }
        }
    }

    private void claimChanged(Change change) {
        if (!watchedOnly) {
            claims.seen(change);
        } else {
            told(change).forEach(loop);
        }
    }

    private void podChanged(Change change) {
        if (change.gone()) {
            podUids.remove(change.key());
        } else {
            podUids.put(change.key(), change.uid());
        }
    }

    private List<Observation> told(Change change) {
        Map<ObjectKey, Object> known = seen.computeIfAbsent(change.kind(), _ -> new HashMap<>());
        Object value = change.value();
        if (value == null) {
            Object last = known.remove(change.key());
            return last == null ? List.of() : Observations.ofEnd(last, change.key());
        }
        boolean news =
                !value.equals(known.put(change.key(), value)) || change.extras().replicas() > 0;
        return news ? Observations.of(value, change.extras().replicas()) : List.of();
    }

    /** The uid of a pod; empty where it is not known. */
    String uid(ObjectKey pod) {
        return podUids.getOrDefault(pod, "");
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
        pods.evict(pod, uid(pod));
    }

    @Override
    public void deletePod(ObjectKey pod, long gracePeriodSeconds) {
        pods.delete(pod, uid(pod), gracePeriodSeconds);
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
                    if (!reply.ok() && !reply.notFound()) {
                        LOG.error("{} {} could not be scaled: {}", workload.kind(), key, reply.message());
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
