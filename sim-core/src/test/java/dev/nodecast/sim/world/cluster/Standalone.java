package dev.nodecast.sim.world.cluster;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.PodSpec;

/** Nodes and pods of no world, for tests of what only looks at them. */
public final class Standalone {

    private Standalone() {}

    public static SimNode node(Node node) {
        return new SimNode(null, node);
    }

    public static SimPod pod(String name, Labels labels, PodSpec spec) {
        ObjectMeta meta = new ObjectMeta("prod", name, name, labels, Labels.NONE, null, 0, null);
        return new SimPod(meta, spec, ObjectKey.of("prod", name), 0, null);
    }

    /** One that is being deleted. */
    public static SimPod going(SimPod pod) {
        pod.deletionNs = 0L;
        return pod;
    }
}
