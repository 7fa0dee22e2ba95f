package dev.nodecast.scheduler.recording;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.ClusterPort;

/** A cluster of which everything that is ordered is written down before it is done. */
record RecordedCluster(ClusterPort world, Turns turns) implements ClusterPort {

    private void ordered(Order order) {
        turns.write(new Entry.Ordered(order));
    }

    @Override
    public void createNodeClaim(NodeClaim claim) {
        ordered(new Order.CreateNodeClaim(claim));
        world.createNodeClaim(claim);
    }

    @Override
    public void updateNodeClaim(NodeClaim claim) {
        ordered(new Order.UpdateNodeClaim(claim));
        world.updateNodeClaim(claim);
    }

    @Override
    public void deleteNodeClaim(String name) {
        ordered(new Order.DeleteNodeClaim(name));
        world.deleteNodeClaim(name);
    }

    @Override
    public void releaseNodeClaim(String name) {
        ordered(new Order.ReleaseNodeClaim(name));
        world.releaseNodeClaim(name);
    }

    @Override
    public void updateNode(Node node) {
        ordered(new Order.UpdateNode(node));
        world.updateNode(node);
    }

    @Override
    public void deleteNode(String name) {
        ordered(new Order.DeleteNode(name));
        world.deleteNode(name);
    }

    @Override
    public void evict(ObjectKey pod) {
        ordered(new Order.Evict(pod));
        world.evict(pod);
    }

    @Override
    public void deletePod(ObjectKey pod, long gracePeriodSeconds) {
        ordered(new Order.DeletePod(pod, gracePeriodSeconds));
        world.deletePod(pod, gracePeriodSeconds);
    }

    @Override
    public void scale(Workload workload, int replicas) {
        ordered(new Order.Scale(workload, replicas));
        world.scale(workload, replicas);
    }
}
