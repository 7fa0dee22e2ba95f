package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.provisioning.Reason;
import dev.nodecast.scheduler.provisioning.Solution.Unplaced;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.List;

/** Pods without a node that provisioning does not look at, because they wait for something else. */
final class IgnoredPods {

    private IgnoredPods() {}

    static List<Unplaced> of(ClusterState cluster) {
        return cluster.pods().stream()
                .filter(pod -> pod.nodeName() == null && !pod.provisionable() && !pod.terminal())
                .map(pod -> new Unplaced(pod, List.of(Reason.IGNORED), List.of(), why(pod)))
                .toList();
    }

    private static String why(Pod pod) {
        if (pod.meta().ownedBy("DaemonSet") || pod.meta().ownedBy("Node")) {
            return "it belongs to a node already, by its owner";
        }
        if (pod.meta().deleting()) {
            return "it is being deleted";
        }
        if (!pod.spec().schedulingGates().isEmpty()) {
            return "its scheduling gates are not open: "
                    + String.join(", ", pod.spec().schedulingGates());
        }
        return "kube-scheduler has not found it unschedulable, or has nominated a node for it";
    }
}
