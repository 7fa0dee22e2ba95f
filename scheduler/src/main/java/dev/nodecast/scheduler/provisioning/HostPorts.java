package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Container;
import dev.nodecast.scheduler.model.Container.HostPort;
import dev.nodecast.scheduler.model.PodSpec;
import java.util.ArrayList;
import java.util.List;

/** Ports of the host: two pods on one node may not take the same address, port and protocol. */
final class HostPorts {

    private HostPorts() {}

    /** The ports that the containers of a pod take; init containers do not count, as in Karpenter. */
    static List<HostPort> of(PodSpec spec) {
        List<HostPort> ports = new ArrayList<>();
        for (Container container : spec.containers()) {
            ports.addAll(container.hostPorts());
        }
        return List.copyOf(ports);
    }

    static boolean conflict(List<HostPort> some, List<HostPort> others) {
        for (HostPort a : some) {
            for (HostPort b : others) {
                if (a.port() == b.port() && a.protocol().equals(b.protocol()) && sameAddress(a, b)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean sameAddress(HostPort a, HostPort b) {
        return a.hostIp().equals(b.hostIp()) || everyAddress(a.hostIp()) || everyAddress(b.hostIp());
    }

    private static boolean everyAddress(String ip) {
        return ip.isEmpty() || ip.equals("0.0.0.0") || ip.equals("::");
    }
}
