package dev.nodecast.scheduler.recording;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.RepairPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cluster and cloud of a {@link ReplayedWorld}: what is ordered is kept to be compared, and nothing comes of it. */
final class RepeatedOrders {

    private RepeatedOrders() {}

    record OfCluster(ReplayedWorld world) implements ClusterPort {

        @Override
        public void createNodeClaim(NodeClaim claim) {
            world.ordered(new Order.CreateNodeClaim(claim));
        }

        @Override
        public void updateNodeClaim(NodeClaim claim) {
            world.ordered(new Order.UpdateNodeClaim(claim));
        }

        @Override
        public void deleteNodeClaim(String name) {
            world.ordered(new Order.DeleteNodeClaim(name));
        }

        @Override
        public void releaseNodeClaim(String name) {
            world.ordered(new Order.ReleaseNodeClaim(name));
        }

        @Override
        public void updateNode(Node node) {
            world.ordered(new Order.UpdateNode(node));
        }

        @Override
        public void deleteNode(String name) {
            world.ordered(new Order.DeleteNode(name));
        }

        @Override
        public void evict(ObjectKey pod) {
            world.ordered(new Order.Evict(pod));
        }

        @Override
        public void deletePod(ObjectKey pod, long gracePeriodSeconds) {
            world.ordered(new Order.DeletePod(pod, gracePeriodSeconds));
        }

        @Override
        public void scale(Workload workload, int replicas) {
            world.ordered(new Order.Scale(workload, replicas));
        }
    }

    record OfCloud(ReplayedWorld world) implements CloudProvider {

        @java.lang.Override
        public List<InstanceType> instanceTypes(NodePool pool) {
            return ((Answer.Types) world.answer(new Question.InstanceTypes(pool.name()), null)).types();
        }

        @java.lang.Override
        public void launch(LaunchRequest request) {
            world.ordered(new Order.Launch(request));
        }

        @java.lang.Override
        public void terminate(String providerId) {
            world.ordered(new Order.Terminate(providerId));
        }

        @java.lang.Override
        public @Nullable String drifted(NodeClaim claim) {
            return ((Answer.Drift) world.answer(new Question.Drifted(claim.name()), Answer.Drift.NONE)).reason();
        }

        @java.lang.Override
        public List<RepairPolicy> repairPolicies() {
            return ((Answer.Policies) world.answer(new Question.RepairPolicies(), null)).policies();
        }

        @java.lang.Override
        public void listInstances() {
            world.ordered(new Order.ListInstances());
        }
    }
}
