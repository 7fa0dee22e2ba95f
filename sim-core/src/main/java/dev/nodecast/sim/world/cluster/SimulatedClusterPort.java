package dev.nodecast.sim.world.cluster;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.sim.world.spec.Seconds;

/** The control loop's access to the simulated API server. */
public final class SimulatedClusterPort implements ClusterPort {

    private final ApiServer api;
    private final Evictions evictions;
    private final DeploymentController deployments;

    public SimulatedClusterPort(ApiServer api, Evictions evictions, DeploymentController deployments) {
        this.api = api;
        this.evictions = evictions;
        this.deployments = deployments;
    }

    @Override
    public void createNodeClaim(NodeClaim claim) {
        api.putClaim(claim);
    }

    @Override
    public void updateNodeClaim(NodeClaim claim) {
        if (api.claim(claim.name()) != null) {
            api.putClaim(claim);
        }
    }

    @Override
    public void deleteNodeClaim(String name) {
        NodeClaim claim = api.claim(name);
        if (claim != null && !claim.meta().deleting()) {
            api.putClaim(claim.withMeta(claim.meta().deletedAt(api.nowNs())));
        }
    }

    @Override
    public void releaseNodeClaim(String name) {
        api.removeClaim(name);
    }

    @Override
    public void updateNode(Node node) {
        api.writeNode(node);
    }

    @Override
    public void deleteNode(String name) {
        api.removeNode(name);
    }

    @Override
    public void evict(ObjectKey pod) {
        evictions.evict(pod);
    }

    @Override
    public void deletePod(ObjectKey key, long gracePeriodSeconds) {
        SimPod pod = api.pod(key);
        if (pod != null) {
            api.deletePod(pod, gracePeriodSeconds * Seconds.NS);
        }
    }

    @Override
    public void scale(Workload workload, int replicas) {
        if (workload.kind().equals("Deployment")) {
            deployments.scale(workload.key(), replicas);
        }
    }
}
