package dev.nodecast.sim.world.cluster;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.cloud.Instance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The objects of the cluster. Every change goes through here, is published to the watch and told to the actors. */
public final class ApiServer {

    private static final Taint UNREACHABLE = new Taint("node.kubernetes.io/unreachable", "", Taint.Effect.NO_SCHEDULE);

    private final Simulation simulation;
    private final Watch watch;
    private final List<ClusterEvents> actors = new ArrayList<>();
    private final SequencedMap<ObjectKey, SimPod> pods = new LinkedHashMap<>();
    private final SequencedMap<String, SimNode> nodes = new LinkedHashMap<>();
    private final SequencedMap<String, NodeClaim> claims = new LinkedHashMap<>();
    private long podsCreated;

    public ApiServer(Simulation simulation, Watch watch) {
        this.simulation = simulation;
        this.watch = watch;
    }

    /** Tells an actor of everything that happens from now on, after those that came before it. */
    public void tell(ClusterEvents actor) {
        actors.add(actor);
    }

    public long nowNs() {
        return simulation.now();
    }

    public @Nullable SimPod pod(ObjectKey key) {
        return pods.get(key);
    }

    public Collection<SimPod> pods() {
        return Collections.unmodifiableCollection(pods.values());
    }

    public @Nullable SimNode node(String name) {
        return nodes.get(name);
    }

    public Collection<SimNode> nodes() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    /** The claim of that name; null where there is none. */
    public @Nullable NodeClaim claim(String name) {
        return claims.get(name);
    }

    Collection<NodeClaim> claims() {
        return Collections.unmodifiableCollection(claims.values());
    }

    void putClaim(NodeClaim claim) {
        claims.put(claim.name(), claim);
    }

    void removeClaim(String name) {
        claims.remove(name);
    }

    /**
     * Creates a pod of a workload.
     *
     * @param onlyNode the one node that a daemon pod is for, null for others
     */
    SimPod createPod(ObjectKey workload, PodTemplate template, ObjectMeta.Owner owner, @Nullable SimNode onlyNode) {
        long ordinal = podsCreated++;
        String name = workload.name() + "-" + Long.toString(ordinal, Character.MAX_RADIX);
        ObjectMeta meta = new ObjectMeta(
                workload.namespace(), name, name, template.labels(), template.annotations(), owner, nowNs(), null);
        SimPod pod = new SimPod(meta, template.spec(), workload, ordinal, onlyNode);
        pods.put(pod.key(), pod);
        publish(pod);
        for (ClusterEvents actor : actors) {
            actor.podCreated(pod);
        }
        return pod;
    }

    /** kube-scheduler's binding. */
    public void bind(SimPod pod, SimNode node) {
        pod.node = node;
        pod.unschedulable = false;
        node.bind(pod);
        publish(pod);
        for (ClusterEvents actor : actors) {
            actor.podBound(pod);
        }
    }

    /**
     * kube-scheduler found no node for the pod.
     *
     * @param mark equal for equal messages: the pod's condition is written only if its message is another
     */
    public void markUnschedulable(SimPod pod, long mark) {
        if (!pod.unschedulable || pod.unschedulableMark != mark) {
            pod.unschedulable = true;
            pod.unschedulableMark = mark;
            publish(pod);
        }
    }

    /** The pod's containers have started. */
    void markRunning(SimPod pod) {
        pod.phase = Pod.Phase.RUNNING;
        pod.startedNs = nowNs();
        publish(pod);
    }

    void markReady(SimPod pod, boolean ready) {
        if (pod.ready != ready) {
            pod.ready = ready;
            pod.readySinceNs = nowNs();
            publish(pod);
            for (ClusterEvents actor : actors) {
                actor.podReadyChanged(pod);
            }
        }
    }

    /** Gives the pod a deletion timestamp, or an earlier one than it had. */
    void markDeleting(SimPod pod, long deletionNs) {
        Long before = pod.deletionNs;
        if (pod.gone || (before != null && before <= deletionNs)) {
            return;
        }
        pod.deletionNs = deletionNs;
        publish(pod);
        for (ClusterEvents actor : actors) {
            actor.podDeleting(pod);
        }
    }

    /** Deletes a pod with a grace period. */
    public void deletePod(SimPod pod, long graceNs) {
        markDeleting(pod, nowNs() + graceNs);
    }

    /** Removes the pod for good. */
    public void removePod(SimPod pod) {
        if (pod.gone) {
            return;
        }
        pod.gone = true;
        pods.remove(pod.key());
        if (pod.node != null) {
            pod.node.unbind(pod);
        }
        watch.publish(new Observation.PodGone(pod.key()));
        for (ClusterEvents actor : actors) {
            actor.podGone(pod);
        }
    }

    /** A kubelet registers its node. */
    public SimNode addNode(Instance instance, Node node) {
        SimNode added = new SimNode(instance, node);
        nodes.put(node.name(), added);
        watch.publish(new Observation.NodeObserved(node));
        for (ClusterEvents actor : actors) {
            actor.nodeAdded(added);
        }
        return added;
    }

    /** Keeps new pods away: the mark, and the taint that the node lifecycle controller makes of it. */
    void cordon(SimNode node) {
        Node old = node.observed();
        List<Taint> taints = new ArrayList<>(old.taints());
        if (!old.hasTaint(WellKnown.UNSCHEDULABLE)) {
            taints.add(WellKnown.UNSCHEDULABLE);
        }
        replace(
                node,
                new Node(old.meta(), old.providerId(), taints, true, old.capacity(), old.allocatable(), old.ready()));
    }

    /** What a client may write of a node by patches: labels, annotations, taints other than a cordon's. */
    public void writeNode(Node written) {
        SimNode node = nodes.get(written.name());
        if (node == null) {
            return;
        }
        Node old = node.observed();
        List<Taint> taints = new ArrayList<>();
        for (Taint taint : written.taints()) {
            if (!node.isRemovedForGood(taint) && !WellKnown.UNSCHEDULABLE.matches(taint)) {
                taints.add(taint);
            }
        }
        if (old.hasTaint(WellKnown.UNSCHEDULABLE)) {
            taints.add(WellKnown.UNSCHEDULABLE);
        }
        ObjectMeta meta = old.meta()
                .withLabels(written.meta().labels())
                .withAnnotations(written.meta().annotations());
        replace(
                node,
                new Node(
                        meta,
                        old.providerId(),
                        taints,
                        old.unschedulable(),
                        old.capacity(),
                        old.allocatable(),
                        old.ready()));
    }

    void setReady(SimNode node, boolean ready) {
        replace(node, node.observed().withReady(ready));
    }

    /** Its kubelet does not answer any more. */
    void markUnreachable(SimNode node) {
        List<Taint> taints = new ArrayList<>(node.observed().taints());
        taints.add(UNREACHABLE);
        replace(node, node.observed().withReady(false).withTaints(taints));
    }

    /** Takes taints away for good, as their owner does. */
    void removeTaints(SimNode node, List<Taint> gone) {
        gone.forEach(node::removeForGood);
        List<Taint> left = new ArrayList<>();
        for (Taint taint : node.observed().taints()) {
            if (!node.isRemovedForGood(taint)) {
                left.add(taint);
            }
        }
        replace(node, node.observed().withTaints(left));
    }

    void setResources(SimNode node, Resources capacity, Resources allocatable) {
        replace(node, node.observed().withAllocatable(capacity, allocatable));
    }

    /** The deletion of a node that finalizers hold back: it stays until {@link #removeNode}. */
    void markNodeDeleting(SimNode node) {
        if (!node.gone && !node.observed().meta().deleting()) {
            replace(node, node.observed().withMeta(node.observed().meta().deletedAt(nowNs())));
        }
    }

    /** Removes the Node object; its pods stay until the pod garbage collector comes. */
    public void removeNode(String name) {
        SimNode node = nodes.remove(name);
        if (node == null) {
            return;
        }
        node.gone = true;
        watch.publish(new Observation.NodeGone(name));
        for (ClusterEvents actor : actors) {
            actor.nodeGone(node);
        }
    }

    private void replace(SimNode node, Node next) {
        if (node.gone || next.equals(node.observed())) {
            return;
        }
        node.see(next);
        watch.publish(new Observation.NodeObserved(next));
        for (ClusterEvents actor : actors) {
            actor.nodeChanged(node);
        }
    }

    private void publish(SimPod pod) {
        watch.publish(new Observation.PodObserved(pod.observed()));
    }

    /** The labels of a new Node. */
    static ObjectMeta nodeMeta(String name, Labels labels, long nowNs) {
        return new ObjectMeta("", name, name, labels, Labels.NONE, null, nowNs, null);
    }
}
