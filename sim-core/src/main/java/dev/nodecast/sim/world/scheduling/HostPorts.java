package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Container;
import dev.nodecast.scheduler.model.Container.HostPort;
import dev.nodecast.scheduler.model.PodSpec;
import java.util.ArrayList;
import java.util.List;

/** The ports of their node that pods take (kube-scheduler's NodePorts). */
final class HostPorts {

    private HostPorts() {}

    /** Whether the two cannot be on one node because of a port that both take. */
    static boolean collide(PodSpec a, PodSpec b) {
        List<HostPort> ofB = of(b);
        for (HostPort one : of(a)) {
            for (HostPort other : ofB) {
                if (collide(one, other)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean collide(HostPort a, HostPort b) {
        boolean sameAddress =
                a.hostIp().isEmpty() || b.hostIp().isEmpty() || a.hostIp().equals(b.hostIp());
        return sameAddress && a.port() == b.port() && a.protocol().equals(b.protocol());
    }

    private static List<HostPort> of(PodSpec spec) {
        List<HostPort> ports = new ArrayList<>();
        for (Container container : spec.containers()) {
            ports.addAll(container.hostPorts());
        }
        return ports;
    }
}
