package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.disruption.Command;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import dev.nodecast.scheduler.provisioning.Solution;
import dev.nodecast.scheduler.provisioning.explain.Purchase;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.List;

/** Changes a cluster as a command would once it is carried out. */
final class CommandOutcome {

    private final ClusterState cluster;
    private final long nowNs;
    private final int number;

    /** @param number of the command in its sequence, for the names of what it launches */
    CommandOutcome(DecisionInput input, int number) {
        this.cluster = input.cluster();
        this.nowNs = input.nowNs();
        this.number = number;
    }

    /** Carries it out and says what was bought. */
    List<String> apply(Command command) {
        List<Pod> homeless = remove(command);
        List<String> launched = new ArrayList<>();
        for (PlannedClaim planned : command.replacements()) {
            Purchase bought = Purchase.of(planned).getFirst();
            String name =
                    planned.nodePool().name() + "-step-" + number + (launched.isEmpty() ? "" : "." + launched.size());
            launch(planned, bought, name);
            planned.pods().forEach(pod -> move(pod, name, homeless));
            launched.add(bought.text());
        }
        for (Solution.Placement placement : command.effect().placements()) {
            placement.pods().forEach(pod -> move(pod, placement.node().name(), homeless));
        }
        homeless.forEach(this::leaveWaiting);
        return launched;
    }

    /** Takes the nodes out of the cluster and says which of their pods are to be made again. */
    private List<Pod> remove(Command command) {
        List<Pod> homeless = new ArrayList<>();
        for (String claim : command.candidates()) {
            StateNode standing = cluster.ofClaim(claim);
            Node node = standing == null ? null : standing.node();
            if (standing != null && node != null) {
                List<Pod> pods = List.copyOf(standing.pods());
                pods.forEach(pod -> cluster.forgetPod(pod.key()));
                pods.stream().filter(CommandOutcome::comesAgain).forEach(homeless::add);
                cluster.forgetNode(node.name());
            }
            cluster.forgetClaim(claim);
        }
        return homeless;
    }

    private static boolean comesAgain(Pod pod) {
        return pod.meta().owner() != null
                && !pod.meta().ownedBy("DaemonSet")
                && !pod.meta().ownedBy("Node");
    }

    private void move(Pod pod, String node, List<Pod> homeless) {
        homeless.removeIf(other -> other.key().equals(pod.key()));
        cluster.see(new Pod(pod.meta(), pod.spec(), Pod.Phase.RUNNING, node, false, true, nowNs));
    }

    /** A pod that had to go although nothing else was found for it. */
    private void leaveWaiting(Pod pod) {
        cluster.see(new Pod(pod.meta(), pod.spec(), Pod.Phase.PENDING, null, true, false, null));
    }

    private void launch(PlannedClaim planned, Purchase bought, String name) {
        NodeClaim claim = planned.toNodeClaim(name, nowNs);
        Labels labels = labels(bought.type(), claim.meta().labels())
                .with(WellKnown.ZONE, bought.offering().zone())
                .with(WellKnown.CAPACITY_TYPE, bought.offering().capacityType());
        NodeClaim.Status status = new NodeClaim.Status(
                name,
                name,
                bought.type().capacity(),
                bought.type().allocatable(),
                nowNs,
                nowNs,
                nowNs,
                Long.MIN_VALUE / 2,
                null,
                null,
                null);
        cluster.see(claim.withMeta(claim.meta().withLabels(labels)).withStatus(status));
        cluster.see(new Node(
                ObjectMeta.named(name)
                        .withLabels(labels.with(WellKnown.HOSTNAME, name)
                                .with(WellKnown.REGISTERED, "true")
                                .with(WellKnown.INITIALIZED, "true")),
                name,
                claim.taints(),
                false,
                bought.type().capacity(),
                bought.type().allocatable(),
                true));
    }

    private static Labels labels(InstanceType type, Labels claim) {
        Labels labels = claim;
        for (var label : type.labels().entrySet()) {
            if (label.getValue().size() == 1) {
                labels = labels.with(label.getKey(), label.getValue().getFirst());
            }
        }
        return labels;
    }
}
