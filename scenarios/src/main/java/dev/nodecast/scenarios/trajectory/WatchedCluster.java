package dev.nodecast.scenarios.trajectory;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.ClusterPort;

/** Passes every command on and tells the recorder of those that it writes down. */
record WatchedCluster(ClusterPort cluster, Recorder recorder) implements ClusterPort {

    @Override
    public void createNodeClaim(NodeClaim claim) {
        recorder.created(claim);
        cluster.createNodeClaim(claim);
    }

    @Override
    public void updateNodeClaim(NodeClaim claim) {
        recorder.written(claim);
        cluster.updateNodeClaim(claim);
    }

    @Override
    public void deleteNodeClaim(String name) {
        recorder.deleting(name);
        cluster.deleteNodeClaim(name);
    }

    @Override
    public void releaseNodeClaim(String name) {
        recorder.released(name);
        cluster.releaseNodeClaim(name);
    }

    @Override
    public void updateNode(Node node) {
        cluster.updateNode(node);
    }

    @Override
    public void deleteNode(String name) {
        cluster.deleteNode(name);
    }

    @Override
    public void evict(ObjectKey pod) {
        recorder.evicting(pod);
        cluster.evict(pod);
    }

    @Override
    public void deletePod(ObjectKey pod, long gracePeriodSeconds) {
        cluster.deletePod(pod, gracePeriodSeconds);
    }

    @Override
    public void scale(Workload workload, int replicas) {
        cluster.scale(workload, replicas);
    }
}
