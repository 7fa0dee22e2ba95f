package dev.nodecast.aws.controller;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.ClusterPort;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A cluster that is only looked at: every command is refused, and remembered as what would have been done. */
final class ShadowPort implements ClusterPort {

    private final Map<String, NodeClaim> wanted = new LinkedHashMap<>();
    private final Consumer<Workload> notScaled;
    private int refused;

    /** @param notScaled is told of each workload that would have been scaled, and was not */
    ShadowPort(Consumer<Workload> notScaled) {
        this.notScaled = notScaled;
    }

    /** The claims that would have been made, by name. */
    Map<String, NodeClaim> wanted() {
        return wanted;
    }

    /** How many commands were refused since the last forgetting. */
    int refused() {
        return refused;
    }

    void forget() {
        wanted.clear();
        refused = 0;
    }

    @Override
    public void createNodeClaim(NodeClaim claim) {
        refused++;
        wanted.put(claim.name(), claim);
    }

    @Override
    public void updateNodeClaim(NodeClaim claim) {
        if (wanted.containsKey(claim.name())) {
            wanted.put(claim.name(), claim);
        }
    }

    @Override
    public void deleteNodeClaim(String name) {
        refused++;
    }

    @Override
    public void releaseNodeClaim(String name) {}

    @Override
    public void updateNode(Node node) {
        refused++;
    }

    @Override
    public void deleteNode(String name) {
        refused++;
    }

    @Override
    public void evict(ObjectKey pod) {
        refused++;
    }

    @Override
    public void deletePod(ObjectKey pod, long gracePeriodSeconds) {
        refused++;
    }

    @Override
    public void scale(Workload workload, int replicas) {
        refused++;
        notScaled.accept(workload);
    }
}
