package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Container;
import dev.nodecast.scheduler.model.Container.HostPort;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.sim.world.cluster.NodeFit;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import java.util.ArrayList;
import java.util.List;

/** The filters of kube-scheduler's default profile: may the pod go there? */
final class Filters {

    private final PodNeighbourhood neighbourhood;

    Filters(PodNeighbourhood neighbourhood) {
        this.neighbourhood = neighbourhood;
    }

    boolean feasible(PodShape shape, SimNode node) {
        return feasibleAlone(shape, node)
                && shape.spec().requests().fitsIn(node.free())
                && portsFree(shape.spec(), node)
                && neighbourhood.allows(shape, node);
    }

    /** Whether the node would do if it were empty of pods. */
    boolean feasibleAlone(PodShape shape, SimNode node) {
        return NodeFit.tolerates(shape.spec(), node.observed())
                && NodeFit.selects(shape.spec(), node.observed())
                && shape.spec().requests().fitsIn(node.observed().allocatable());
    }

    private static boolean portsFree(PodSpec spec, SimNode node) {
        List<HostPort> wanted = portsOf(spec);
        if (wanted.isEmpty()) {
            return true;
        }
        for (SimPod pod : node.pods()) {
            for (HostPort taken : portsOf(pod.spec())) {
                for (HostPort port : wanted) {
                    if (collide(taken, port)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static boolean collide(HostPort a, HostPort b) {
        boolean sameAddress =
                a.hostIp().isEmpty() || b.hostIp().isEmpty() || a.hostIp().equals(b.hostIp());
        return sameAddress && a.port() == b.port() && a.protocol().equals(b.protocol());
    }

    private static List<HostPort> portsOf(PodSpec spec) {
        List<HostPort> ports = new ArrayList<>();
        for (Container container : spec.containers()) {
            ports.addAll(container.hostPorts());
        }
        return ports;
    }
}
