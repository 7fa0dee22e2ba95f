package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.Namespace;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodeOverlay;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.StorageObject;
import dev.nodecast.scheduler.state.ClusterState;

/** Objects of a cluster as the state that decisions are made on. */
public final class ClusterObjects {

    private ClusterObjects() {}

    /** The cluster that holds these objects; those of other kinds do not matter. */
    public static ClusterState state(Manifests objects) {
        ClusterState state = new ClusterState();
        objects.values(NodePool.class).forEach(state::see);
        objects.values(NodeOverlay.class).forEach(state::see);
        objects.values(DaemonSet.class).forEach(state::see);
        objects.values(Namespace.class).forEach(state::see);
        objects.values(StorageObject.class).forEach(state.storage()::see);
        objects.values(PodDisruptionBudget.class).forEach(state::see);
        objects.values(NodeClaim.class).forEach(state::see);
        objects.values(Node.class).forEach(state::see);
        objects.values(Pod.class).forEach(state::see);
        return state;
    }
}
