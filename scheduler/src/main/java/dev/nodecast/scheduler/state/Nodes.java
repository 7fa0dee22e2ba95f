package dev.nodecast.scheduler.state;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nodes with their claims and pods: a node finds its claim by provider id, a pod its node by name, whichever comes first. */
final class Nodes {

    private final Map<String, StateNode> byClaim = new LinkedHashMap<>();
    private final Map<String, StateNode> byNode = new LinkedHashMap<>();
    private final Map<String, StateNode> byProviderId = new LinkedHashMap<>();
    private final Map<StateNode, Boolean> nodes = new LinkedHashMap<>();
    private final Map<String, Map<ObjectKey, Pod>> waitingForNode = new LinkedHashMap<>();
    private final Runnable helpfulChange;

    /** @param helpfulChange told of nodes that come, are initialised or are to go */
    Nodes(Runnable helpfulChange) {
        this.helpfulChange = helpfulChange;
    }

    /** All in the order they became known. */
    Collection<StateNode> all() {
        return Collections.unmodifiableCollection(nodes.keySet());
    }

    Collection<StateNode> withClaims() {
        return Collections.unmodifiableCollection(byClaim.values());
    }

    @Nullable
    StateNode ofClaim(String claimName) {
        return byClaim.get(claimName);
    }

    @Nullable
    StateNode ofNode(String nodeName) {
        return byNode.get(nodeName);
    }

    @Nullable
    StateNode ofProviderId(String providerId) {
        return byProviderId.get(providerId);
    }

    void see(NodeClaim claim) {
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
            helpfulChange.run();
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

    void forgetClaim(String name) {
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

    void see(Node node) {
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

    void forgetNode(String name) {
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

    /** Binds a pod to the node that it names; one that is not known yet gets it as soon as it comes. */
    void place(Pod pod) {
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

    void unbind(String nodeName, ObjectKey key) {
        StateNode state = byNode.get(nodeName);
        if (state != null) {
            state.unbind(key);
        }
        Map<ObjectKey, Pod> waiting = waitingForNode.get(nodeName);
        if (waiting != null) {
            waiting.remove(key);
            if (waiting.isEmpty()) {
                waitingForNode.remove(nodeName);
            }
        }
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
