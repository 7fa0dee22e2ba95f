package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Container;
import dev.nodecast.scheduler.model.Container.HostPort;
import dev.nodecast.scheduler.model.PodSpec;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Ports of the host: two pods on one node may not take the same address, port and protocol. */
final class HostPorts {

    private static final String EVERY_ADDRESS = "0.0.0.0";

    private HostPorts() {}

    /** The ports that the containers of a pod take; init containers do not count, as in Karpenter. */
    static List<HostPort> of(PodSpec spec) {
        List<HostPort> ports = new ArrayList<>();
        for (Container container : spec.containers()) {
            for (HostPort port : container.hostPorts()) {
                ports.add(new HostPort(address(port.hostIp()), port.port(), port.protocol()));
            }
        }
        return List.copyOf(ports);
    }

    /** The one way to write an address; none means all. */
    private static String address(String ip) {
        if (ip.isEmpty()) {
            return EVERY_ADDRESS;
        }
        try {
            InetAddress address = InetAddress.ofLiteral(ip);
            return address.isAnyLocalAddress() ? EVERY_ADDRESS : address.getHostAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return ip;
        }
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
        return a.hostIp().equals(b.hostIp())
                || a.hostIp().equals(EVERY_ADDRESS)
                || b.hostIp().equals(EVERY_ADDRESS);
    }
}
