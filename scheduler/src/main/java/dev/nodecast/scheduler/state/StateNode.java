package dev.nodecast.scheduler.state;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A node and its claim as one thing, with the pods bound to it: in flight while there is only the claim, unmanaged while
 * there is only the node. Karpenter's {@code state.StateNode}.
 *
 * <p>Changed only by {@link ClusterState} and what it consists of.
 */
public final class StateNode {

    /** Taints that a node has while it comes up, as Karpenter lists them. */
    private static final List<Taint> EPHEMERAL = List.of(
            WellKnown.NOT_READY,
            new Taint(WellKnown.NOT_READY.key(), "", Taint.Effect.NO_EXECUTE),
            new Taint("node.kubernetes.io/unreachable", "", Taint.Effect.NO_SCHEDULE),
            new Taint("node.cloudprovider.kubernetes.io/uninitialized", "true", Taint.Effect.NO_SCHEDULE),
            WellKnown.UNREGISTERED);

    private final Map<ObjectKey, Pod> pods = new LinkedHashMap<>();
    private @Nullable Node node;
    private @Nullable NodeClaim claim;
    private Resources podRequests = Resources.NONE;
    private Resources daemonRequests = Resources.NONE;
    private boolean markedForDeletion;
    private long nominatedUntilNs = Long.MIN_VALUE;
    private boolean keptForBuffer;
    private long changes;

    StateNode(@Nullable Node node, @Nullable NodeClaim claim) {
        if (node == null && claim == null) {
            throw new IllegalArgumentException("a state node needs a node or a claim");
        }
        this.node = node;
        this.claim = claim;
    }

    /** The node's name once it is registered, else the claim's. */
    public String name() {
        if (claim != null && !registered()) {
            return claim.name();
        }
        return node == null ? "" : node.name();
    }

    public @Nullable Node node() {
        return node;
    }

    public @Nullable NodeClaim claim() {
        return claim;
    }

    /** Whether the loops own it, that is whether it has a claim. */
    public boolean managed() {
        return claim != null;
    }

    /** Whether the node has come and was recognised, which its label says; one without a claim always is. */
    public boolean registered() {
        return claim == null || labelled(WellKnown.REGISTERED);
    }

    /** Whether the node is ready for pods for good, which its label says; one without a claim always is. */
    public boolean initialized() {
        return claim == null || labelled(WellKnown.INITIALIZED);
    }

    private boolean labelled(String label) {
        return node != null && node.meta().labels().has(label, "true");
    }

    /**
     * Whether it is on its way out: being deleted, or about to be. A node that somebody deletes is so once its claim is,
     * which follows.
     */
    public boolean leaving() {
        if (markedForDeletion) {
            return true;
        }
        return claim == null
                ? node != null && node.meta().deleting()
                : claim.meta().deleting() || claim.terminating();
    }

    /** Grows whenever node, claim, pods or marks change, so that what was concluded from them can be kept. */
    public long changes() {
        return changes;
    }

    /** Until when pods are promised a place here; {@link Long#MIN_VALUE} where they never were. */
    public long nominatedUntilNs() {
        return nominatedUntilNs;
    }

    /** Whether pods have been promised a place here, so that it must not be disrupted yet. */
    public boolean nominatedAt(long nowNs) {
        return nowNs < nominatedUntilNs;
    }

    /** Whether virtual pods of capacity buffers have a place here. */
    public boolean keptForBuffer() {
        return keptForBuffer;
    }

    public @Nullable String nodePool() {
        return labels().get(WellKnown.NODE_POOL);
    }

    /** The node's labels once it is registered, else those of the claim. */
    public Labels labels() {
        if (claim != null && !registered()) {
            return claim.meta().labels();
        }
        return node == null ? Labels.NONE : node.meta().labels();
    }

    public Labels annotations() {
        if (node != null) {
            return node.meta().annotations();
        }
        return claim == null ? Labels.NONE : claim.meta().annotations();
    }

    /**
     * The taints that count when pods are planned: before initialisation those that will go away by themselves (startup
     * taints and not-ready) are left out.
     */
    public List<Taint> taints() {
        if (claim == null) {
            return node == null ? List.of() : node.taints();
        }
        if (node != null && initialized()) {
            return node.taints();
        }
        List<Taint> lasting = new ArrayList<>();
        for (Taint taint : node == null || !registered() ? claim.taints() : node.taints()) {
            if (!passing(taint, claim)) {
                lasting.add(taint);
            }
        }
        return lasting;
    }

    private static boolean passing(Taint taint, NodeClaim claim) {
        if (taint.key().startsWith("readiness.k8s.io/")) {
            return true;
        }
        for (Taint ephemeral : EPHEMERAL) {
            if (ephemeral.matches(taint)) {
                return true;
            }
        }
        for (Taint startup : claim.startupTaints()) {
            if (startup.matches(taint)) {
                return true;
            }
        }
        return false;
    }

    public Resources capacity() {
        if (claim != null && !initialized()) {
            return node == null
                    ? claim.status().capacity()
                    : promised(claim.status().capacity(), node.capacity());
        }
        return node == null ? Resources.NONE : node.capacity();
    }

    /** What the node reports; of what it reports nothing yet, such as GPUs without their plugin, what was promised. */
    private static Resources promised(Resources promised, Resources reported) {
        Map<String, Long> amounts = new TreeMap<>(reported.asMap());
        promised.forEach((name, amount) -> {
            if (reported.get(name) == 0) {
                amounts.put(name, amount);
            }
        });
        return Resources.of(amounts);
    }

    /** What pods can have in all; before initialisation what the instance type promises. */
    public Resources allocatable() {
        if (claim != null && !initialized()) {
            return node == null
                    ? claim.status().allocatable()
                    : promised(claim.status().allocatable(), node.allocatable());
        }
        return node == null ? Resources.NONE : node.allocatable();
    }

    /** What is still free for pods. */
    public Resources available() {
        return allocatable().minus(podRequests);
    }

    /** Sum of the requests of the pods bound to it. */
    public Resources podRequests() {
        return podRequests;
    }

    /** The part of {@link #podRequests()} that daemon pods ask for. */
    public Resources daemonRequests() {
        return daemonRequests;
    }

    /** The pods bound to it that are not terminal, in the order they came. */
    public Collection<Pod> pods() {
        return Collections.unmodifiableCollection(pods.values());
    }

    void see(Node seen) {
        changes++;
        node = seen;
    }

    void see(NodeClaim seen) {
        changes++;
        claim = seen;
    }

    void forgetNode() {
        changes++;
        node = null;
    }

    void forgetClaim() {
        changes++;
        claim = null;
    }

    void bind(Pod pod) {
        changes++;
        unbind(pod.key());
        pods.put(pod.key(), pod);
        podRequests = podRequests.plus(pod.spec().requests());
        if (pod.meta().ownedBy("DaemonSet")) {
            daemonRequests = daemonRequests.plus(pod.spec().requests());
        }
    }

    boolean unbind(ObjectKey key) {
        Pod gone = pods.remove(key);
        if (gone == null) {
            return false;
        }
        changes++;
        podRequests = podRequests.minus(gone.spec().requests());
        if (gone.meta().ownedBy("DaemonSet")) {
            daemonRequests = daemonRequests.minus(gone.spec().requests());
        }
        return true;
    }

    void markForDeletion(boolean marked) {
        changes++;
        markedForDeletion = marked;
    }

    void keepForBuffer(boolean kept) {
        changes++;
        keptForBuffer = kept;
    }

    void nominateUntil(long ns) {
        changes++;
        nominatedUntilNs = Math.max(nominatedUntilNs, ns);
    }
}
