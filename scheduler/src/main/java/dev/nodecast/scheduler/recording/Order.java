package dev.nodecast.scheduler.recording;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.ClusterPort;

/** What a loop asks its world to do: the calls of {@link ClusterPort} and {@link CloudProvider}, one record each. */
public sealed interface Order {

    record CreateNodeClaim(NodeClaim claim) implements Order {}

    record UpdateNodeClaim(NodeClaim claim) implements Order {}

    record DeleteNodeClaim(String name) implements Order {}

    record ReleaseNodeClaim(String name) implements Order {}

    record UpdateNode(Node node) implements Order {}

    record DeleteNode(String name) implements Order {}

    record Evict(ObjectKey pod) implements Order {}

    record DeletePod(ObjectKey pod, long gracePeriodSeconds) implements Order {}

    record Scale(ClusterPort.Workload workload, int replicas) implements Order {}

    record Launch(CloudProvider.LaunchRequest request) implements Order {}

    record Terminate(String providerId) implements Order {}

    record ListInstances() implements Order {}
}
