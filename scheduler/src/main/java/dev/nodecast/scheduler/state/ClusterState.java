package dev.nodecast.scheduler.state;

import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.Namespace;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodeOverlay;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the cluster. Objects come in any order; what belongs together finds each other: a node its claim by
 * provider id, a pod its node by name.
 */
public final class ClusterState {

    private final Nodes nodes = new Nodes(this::helpfulChange);
    private final Map<ObjectKey, Pod> pods = new LinkedHashMap<>();
    private final Map<ObjectKey, Pod> pending = new LinkedHashMap<>();
    private final Map<String, NodePool> pools = new TreeMap<>();
    private final Map<String, NodeOverlay> overlays = new TreeMap<>();
    private final Map<ObjectKey, DaemonSet> daemonSets = new TreeMap<>();
    private final Map<ObjectKey, PodDisruptionBudget> budgets = new TreeMap<>();
    private final Map<ObjectKey, List<Pod>> virtualPods = new TreeMap<>();
    private final PodIndex index = new PodIndex();
    private final LongSupplier clock;
    private final ClusterStorage storage = new ClusterStorage();
    private final Map<String, Namespace> namespaces = new TreeMap<>();
    private final Changes changes = new Changes();
    private long helpfulChanges;
    private long helpfulChangeNs;

    /** A state that is not asked when its changes happened. */
    public ClusterState() {
        this(() -> 0);
    }

    /** @param clock the present, in nanoseconds */
    public ClusterState(LongSupplier clock) {
        this.clock = clock;
    }

    /** Grows with every change, so that what was found out about the cluster can be kept until then. */
    public long version() {
        return changes.all() + storage.version();
    }

    /** Grows with every change that disruption looks at, so that a pass over an unchanged cluster can be skipped. */
    public long disruptionVersion() {
        return changes.ofDisruption() + storage.version();
    }

    /** Grows with every change that can move a place of a pod, so that a plan can be kept. */
    public long placementVersion() {
        return changes.ofPlacement() + storage.version();
    }

    /** Volumes and what they are claimed by; to be told of those that come and go. */
    public ClusterStorage storage() {
        return storage;
    }

    /**
     * Notes a change after which nodes may be consolidated that could not be before: a pod was bound or is gone; a node or
     * claim came, was initialised, is to go or is gone; a pool has changed (Karpenter's {@code MarkUnconsolidated}).
     */
    public void helpfulChange() {
        changes.note(Changes.Kind.DISRUPTION);
        helpfulChanges++;
        helpfulChangeNs = clock.getAsLong();
    }

    /** How many such changes there were. */
    public long helpfulChanges() {
        return helpfulChanges;
    }

    /** When the last of them happened. */
    public long helpfulChangeNs() {
        return helpfulChangeNs;
    }

    /** All nodes and claims in the order they became known. */
    public Collection<StateNode> nodes() {
        return nodes.all();
    }

    /** The node of a claim, or null. */
    public @Nullable StateNode ofClaim(String claimName) {
        return nodes.ofClaim(claimName);
    }

    /** The node of that name, or null. */
    public @Nullable StateNode ofNode(String nodeName) {
        return nodes.ofNode(nodeName);
    }

    /** The node with that instance, or null. */
    public @Nullable StateNode ofProviderId(String providerId) {
        return nodes.ofProviderId(providerId);
    }

    public @Nullable Pod pod(ObjectKey key) {
        return pods.get(key);
    }

    public Collection<Pod> pods() {
        return Collections.unmodifiableCollection(pods.values());
    }

    /** Bound pods with required anti-affinity, which keep other pods away. */
    public Collection<Pod> repellingPods() {
        return index.repelling();
    }

    /** The pod of a daemonset that was created last, null where it has none. */
    public @Nullable Pod newestPodOf(DaemonSet daemonSet) {
        return index.newestOf(daemonSet);
    }

    /** The namespaces that are known, and those that pods are in; by name. */
    public Collection<Namespace> namespaces() {
        Map<String, Namespace> all = new TreeMap<>(namespaces);
        index.namespaces().forEach(name -> all.putIfAbsent(name, Namespace.named(name)));
        return all.values();
    }

    public void see(Namespace namespace) {
        changes.note();
        namespaces.put(namespace.name(), namespace);
    }

    public void forgetNamespace(String name) {
        changes.note();
        namespaces.remove(name);
    }

    /** Pods that a provisioner should find a node for, in the order they became so. */
    public Collection<Pod> provisionablePods() {
        return Collections.unmodifiableCollection(pending.values());
    }

    /** Pods that stand for the free room of capacity buffers: they ask for places and are never bound. */
    public List<Pod> virtualPods() {
        List<Pod> all = new ArrayList<>();
        virtualPods.values().forEach(all::addAll);
        return all;
    }

    /** The virtual pods of a buffer. */
    public List<Pod> virtualPods(ObjectKey buffer) {
        return virtualPods.getOrDefault(buffer, List.of());
    }

    /** The virtual pods of a buffer, in the place of those before. */
    public void seeVirtualPods(ObjectKey buffer, List<Pod> pods) {
        List<Pod> before = virtualPods.getOrDefault(buffer, List.of());
        if (!before.equals(pods)) {
            changes.note();
            virtualPods.put(buffer, List.copyOf(pods));
        }
    }

    /** Which nodes have places for virtual pods, so that they are not empty although nothing runs there. */
    public void keepForBuffers(Collection<StateNode> hosts) {
        for (StateNode node : nodes.all()) {
            boolean host = hosts.contains(node);
            if (node.keptForBuffer() != host) {
                changes.note();
                node.keepForBuffer(host);
            }
        }
    }

    /** Pools by name. */
    public Collection<NodePool> pools() {
        return Collections.unmodifiableCollection(pools.values());
    }

    public @Nullable NodePool pool(String name) {
        return pools.get(name);
    }

    /** Overlays by name, those that hold and those that do not. */
    public Collection<NodeOverlay> overlays() {
        return Collections.unmodifiableCollection(overlays.values());
    }

    public Collection<DaemonSet> daemonSets() {
        return Collections.unmodifiableCollection(daemonSets.values());
    }

    public Collection<PodDisruptionBudget> budgets() {
        return Collections.unmodifiableCollection(budgets.values());
    }

    public void see(NodePool pool) {
        changes.note();
        helpfulChange();
        pools.put(pool.name(), pool);
    }

    public void forgetPool(String name) {
        changes.note();
        pools.remove(name);
    }

    public void see(NodeOverlay overlay) {
        changes.note();
        overlays.put(overlay.name(), overlay);
    }

    public void forgetOverlay(String name) {
        changes.note();
        overlays.remove(name);
    }

    public void see(DaemonSet daemonSet) {
        changes.note();
        daemonSets.put(daemonSet.meta().key(), daemonSet);
    }

    public void forgetDaemonSet(ObjectKey key) {
        changes.note();
        daemonSets.remove(key);
    }

    public void see(PodDisruptionBudget budget) {
        PodDisruptionBudget before = budgets.put(budget.meta().key(), budget);
        if (!budget.equals(before)) {
            changes.note();
        }
    }

    public void forgetBudget(ObjectKey key) {
        changes.note();
        budgets.remove(key);
    }

    public void see(NodeClaim claim) {
        StateNode known = nodes.ofClaim(claim.name());
        NodeClaim before = known == null ? null : known.claim();
        if (claim.equals(before)) {
            return;
        }
        changes.note(Changes.of(before, claim));
        nodes.see(claim);
    }

    public void forgetClaim(String name) {
        changes.note();
        helpfulChange();
        nodes.forgetClaim(name);
    }

    public void see(Node node) {
        StateNode known = nodes.ofNode(node.name());
        if (known != null && node.equals(known.node())) {
            return;
        }
        changes.note();
        nodes.see(node);
    }

    public void forgetNode(String name) {
        changes.note();
        helpfulChange();
        nodes.forgetNode(name);
    }

    public void see(Pod pod) {
        ObjectKey key = pod.key();
        Pod before = pods.put(key, pod);
        if (pod.nodeName() == null && pod.equals(before)) {
            return;
        }
        changes.note(Changes.of(before, pod, !budgets.isEmpty()));
        index.see(pod, before);
        if (before != null && before.nodeName() != null && !before.nodeName().equals(pod.nodeName())) {
            nodes.unbind(before.nodeName(), key);
        }
        if (pod.nodeName() != null && (before == null || before.nodeName() == null)) {
            helpfulChange();
        }
        nodes.place(pod);
        if (!pod.provisionable()) {
            pending.remove(key);
        } else {
            pending.put(key, pod);
        }
    }

    public void forgetPod(ObjectKey key) {
        pending.remove(key);
        Pod gone = pods.remove(key);
        changes.note(gone == null || Changes.unplanned(gone) ? Changes.Kind.NOBODY : Changes.Kind.PLACEMENT);
        helpfulChange();
        if (gone != null) {
            index.forget(gone);
        }
        if (gone != null && gone.nodeName() != null) {
            nodes.unbind(gone.nodeName(), key);
        }
    }

    /** Whether a claim has been asked for whose launch is not answered yet. */
    public boolean launching() {
        for (StateNode node : nodes.withClaims()) {
            NodeClaim claim = node.claim();
            if (claim != null && claim.status().providerId().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Promises a node to pods that are not bound yet: it is not disrupted before {@code untilNs}. */
    public void nominate(StateNode node, long untilNs) {
        changes.note(Changes.Kind.NOBODY);
        node.nominateUntil(untilNs);
    }

    /** Marks a node as chosen to go, or takes the mark back. */
    public void markForDeletion(StateNode node, boolean marked) {
        changes.note();
        node.markForDeletion(marked);
    }
}
