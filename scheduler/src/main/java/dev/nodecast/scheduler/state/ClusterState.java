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

    private final Map<String, StateNode> byClaim = new LinkedHashMap<>();
    private final Map<String, StateNode> byNode = new LinkedHashMap<>();
    private final Map<String, StateNode> byProviderId = new LinkedHashMap<>();
    private final Map<StateNode, Boolean> nodes = new LinkedHashMap<>();
    private final Map<ObjectKey, Pod> pods = new LinkedHashMap<>();
    private final Map<ObjectKey, Pod> pending = new LinkedHashMap<>();
    private final Map<String, Map<ObjectKey, Pod>> waitingForNode = new LinkedHashMap<>();
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
        return Collections.unmodifiableCollection(nodes.keySet());
    }

    /** The node of a claim, or null. */
    public @Nullable StateNode ofClaim(String claimName) {
        return byClaim.get(claimName);
    }

    /** The node of that name, or null. */
    public @Nullable StateNode ofNode(String nodeName) {
        return byNode.get(nodeName);
    }

    /** The node with that instance, or null. */
    public @Nullable StateNode ofProviderId(String providerId) {
        return byProviderId.get(providerId);
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
        for (StateNode node : nodes.keySet()) {
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
        StateNode known = byClaim.get(claim.name());
        NodeClaim before = known == null ? null : known.claim();
        if (claim.equals(before)) {
            return;
        }
        changes.note(Changes.of(before, claim));
        String providerId = claim.status().providerId();
        StateNode state = byClaim.computeIfAbsent(claim.name(), _ -> {
            StateNode byInstance = providerId.isEmpty() ? null : byProviderId.get(providerId);
            return byInstance == null ? add(new StateNode(null, claim)) : byInstance;
        });
        boolean launched = !providerId.isEmpty() && byProviderId.containsKey(providerId);
        noteHelp(state, launched || providerId.isEmpty(), () -> state.see(claim));
        if (!providerId.isEmpty()) {
            adopt(providerId, state);
        }
    }

    private void noteHelp(StateNode node, boolean known, Runnable change) {
        boolean initialized = node.initialized();
        boolean leaving = node.leaving();
        change.run();
        if (!known || initialized != node.initialized() || leaving != node.leaving()) {
            helpfulChange();
        }
    }

    /** Joins a claim that has just learned its instance with the node that was there before it. */
    private void adopt(String providerId, StateNode state) {
        StateNode other = byProviderId.put(providerId, state);
        if (other == null || other == state) {
            return;
        }
        Node node = other.node();
        nodes.remove(other);
        if (node != null) {
            state.see(node);
            byNode.put(node.name(), state);
            other.pods().forEach(state::bind);
        }
    }

    public void forgetClaim(String name) {
        changes.note();
        helpfulChange();
        StateNode state = byClaim.remove(name);
        if (state == null) {
            return;
        }
        if (state.node() == null) {
            drop(state);
        } else {
            state.forgetClaim();
        }
    }

    public void see(Node node) {
        StateNode known = byNode.get(node.name());
        if (known != null && node.equals(known.node())) {
            return;
        }
        changes.note();
        StateNode state = byNode.computeIfAbsent(node.name(), _ -> {
            StateNode byInstance = node.providerId().isEmpty() ? null : byProviderId.get(node.providerId());
            return byInstance == null ? add(new StateNode(node, null)) : byInstance;
        });
        noteHelp(state, state.node() != null || state.claim() != null, () -> state.see(node));
        if (!node.providerId().isEmpty()) {
            byProviderId.put(node.providerId(), state);
        }
        Map<ObjectKey, Pod> waiting = waitingForNode.remove(node.name());
        if (waiting != null) {
            waiting.values().forEach(state::bind);
        }
    }

    public void forgetNode(String name) {
        changes.note();
        helpfulChange();
        StateNode state = byNode.remove(name);
        if (state == null) {
            return;
        }
        if (state.claim() == null) {
            drop(state);
        } else {
            state.forgetNode();
        }
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
            unbind(before.nodeName(), key);
        }
        if (pod.nodeName() != null && (before == null || before.nodeName() == null)) {
            helpfulChange();
        }
        place(pod);
        if (!pod.provisionable()) {
            pending.remove(key);
        } else {
            pending.put(key, pod);
        }
    }

    private void place(Pod pod) {
        String nodeName = pod.nodeName();
        if (nodeName == null) {
            return;
        }
        if (pod.terminal()) {
            unbind(nodeName, pod.key());
            return;
        }
        StateNode state = byNode.get(nodeName);
        if (state == null) {
            waitingForNode.computeIfAbsent(nodeName, _ -> new LinkedHashMap<>()).put(pod.key(), pod);
        } else {
            state.bind(pod);
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
            unbind(gone.nodeName(), key);
        }
    }

    private void unbind(String nodeName, ObjectKey key) {
        StateNode state = byNode.get(nodeName);
        if (state != null) {
            state.unbind(key);
        }
        Map<ObjectKey, Pod> waiting = waitingForNode.get(nodeName);
        if (waiting != null) {
            waiting.remove(key);
        }
    }

    /** Whether a claim has been asked for whose launch is not answered yet. */
    public boolean launching() {
        for (StateNode node : byClaim.values()) {
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

    private StateNode add(StateNode state) {
        nodes.put(state, true);
        return state;
    }

    private void drop(StateNode state) {
        nodes.remove(state);
        NodeClaim claim = state.claim();
        if (claim != null) {
            byProviderId.remove(claim.status().providerId());
        }
        Node node = state.node();
        if (node != null) {
            byProviderId.remove(node.providerId());
        }
    }
}
