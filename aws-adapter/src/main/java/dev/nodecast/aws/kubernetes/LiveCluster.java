package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.Observation;
import java.util.ArrayList;
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

    private final SeenObjects seen;
    private final Detachments volumes;
    private final Statuses statuses;
    private final Outbox outbox;
    private final Consumer<Observation> loop;
    private final ClaimBook claims;
    private final NodeBook nodes;
    private final PodCommands pods;
    private final PoolMarks pools;
    private final boolean watchedOnly;

    /** What the port stands on. */
    record Parts(
            Outbox outbox,
            ClaimBook claims,
            NodeBook nodes,
            Detachments volumes,
            PodCommands pods,
            Statuses statuses) {}

    /**
     * A cluster.
     *
     * @param seen what the watches have shown last
     * @param watchedOnly whether the claims are another controller's, so that all that happens to them is news
     */
    LiveCluster(Parts parts, SeenObjects seen, boolean watchedOnly, Consumer<Observation> loop) {
        this.watchedOnly = watchedOnly;
        this.outbox = parts.outbox;
        this.claims = parts.claims;
        this.nodes = parts.nodes;
        this.volumes = parts.volumes;
        this.pods = parts.pods;
        this.statuses = parts.statuses;
        this.seen = seen;
        this.loop = loop;
        this.pools = new PoolMarks(outbox, watchedOnly);
    }

    /**
     * Takes in what a watch shows. What shows nothing new to the loop, such as a heartbeat, is not told. But of a pod that waits
     * every change is, as Karpenter's pod controller looks at it at each: when a node comes or becomes ready, kube-scheduler tries
     * again and writes why it failed this time.
     */
    void changed(Change change) {
        switch (change.kind()) {
            case NODE -> nodes.seen(change);
            case NODE_CLAIM -> claimChanged(change);
            case NODE_POOL -> {
                statuses.seen(change);
                told(pools.marked(change)).forEach(loop);
            }
            case NODE_OVERLAY, CAPACITY_BUFFER -> {
                statuses.seen(change);
                told(change).forEach(loop);
            }
            case VOLUME_ATTACHMENT -> volumes.seen(change);
            default -> told(change).forEach(loop);
        }
    }

    private void claimChanged(Change change) {
        if (!watchedOnly) {
            claims.seen(change);
            if (change.gone()) {
                volumes.forget(change.key().name());
            }
        } else {
            told(change).forEach(loop);
        }
    }

    private List<Observation> told(Change change) {
        Object value = change.value();
        SeenObjects.Seen last = seen.take(change);
        if (value == null) {
            return last == null ? List.of() : Observations.ofEnd(last.value(), change.key());
        }
        if (last != null && last.equals(seen.last(change.kind(), change.key())) && !waits(value)) {
            return List.of();
        }
        List<Observation> told = new ArrayList<>(change.extras().observations(change.key()));
        told.addAll(Observations.of(value, change.extras().replicas()));
        return told;
    }

    private static boolean waits(Object value) {
        return value instanceof Pod pod && pod.provisionable();
    }

    private String uid(ObjectKey pod) {
        return seen.uid(WatchedKind.POD, pod);
    }

    /** Tells the loop again how a workload is, since what it ordered did not come about. */
    private void tellAgain(WatchedKind kind, ObjectKey key) {
        SeenObjects.Seen last = seen.last(kind, key);
        if (last != null) {
            Observations.of(last.value(), last.replicas()).forEach(loop);
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
        if (claim.terminating()) {
            claims.expectVolumes(claim.name(), volumes.stateOf(claim));
        }
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
