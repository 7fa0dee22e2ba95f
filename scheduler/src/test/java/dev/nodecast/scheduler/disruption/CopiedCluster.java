package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;

/** A cluster whose nodes are there several times, each with pods of its own. */
final class CopiedCluster {

    private final ClusterState original;

    CopiedCluster(ClusterState original) {
        this.original = original;
    }

    ClusterState times(int copies) {
        ClusterState all = new ClusterState();
        original.pools().forEach(all::see);
        original.daemonSets().forEach(all::see);
        original.budgets().forEach(all::see);
        for (int i = 0; i < copies; i++) {
            for (StateNode node : original.nodes()) {
                copy(node, "-" + i, all);
            }
        }
        return all;
    }

    private static void copy(StateNode original, String suffix, ClusterState all) {
        NodeClaim claim = original.claim();
        Node node = original.node();
        if (claim == null || node == null) {
            return;
        }
        NodeClaim.Status s = claim.status();
        all.see(claim.withMeta(named(claim.meta(), suffix))
                .withStatus(new NodeClaim.Status(
                        s.providerId() + suffix,
                        node.name() + suffix,
                        s.capacity(),
                        s.allocatable(),
                        s.launchedNs(),
                        s.registeredNs(),
                        s.initializedNs(),
                        s.lastPodEventNs(),
                        null,
                        null,
                        null)));
        Labels labels = node.meta().labels().with(WellKnown.HOSTNAME, node.name() + suffix);
        all.see(new Node(
                named(node.meta(), suffix).withLabels(labels),
                node.providerId() + suffix,
                node.taints(),
                false,
                node.capacity(),
                node.allocatable(),
                true));
        for (Pod pod : original.pods()) {
            all.see(new Pod(
                    named(pod.meta(), suffix),
                    pod.spec(),
                    pod.phase(),
                    node.name() + suffix,
                    false,
                    pod.ready(),
                    pod.startedNs()));
        }
    }

    private static ObjectMeta named(ObjectMeta meta, String suffix) {
        return new ObjectMeta(
                meta.namespace(),
                meta.name() + suffix,
                meta.uid() + suffix,
                meta.labels(),
                meta.annotations(),
                meta.owner(),
                meta.createdNs(),
                null);
    }
}
