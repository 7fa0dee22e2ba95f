package dev.nodecast.scheduler.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A container of a pod.
 *
 * @param sidecar an init container with restartPolicy Always
 * @param env environment variables with literal values, in order
 * @param probes its probes
 */
public record Container(
        String name,
        String image,
        Resources requests,
        Resources limits,
        List<HostPort> hostPorts,
        boolean sidecar,
        SequencedMap<String, String> env,
        Probes probes) {

    /** A port of the node that a container takes; an empty address means all. */
    public record HostPort(String hostIp, int port, String protocol) {}

    /** A container without probes. */
    public Container(
            String name,
            String image,
            Resources requests,
            Resources limits,
            List<HostPort> hostPorts,
            boolean sidecar,
            SequencedMap<String, String> env) {
        this(name, image, requests, limits, hostPorts, sidecar, env, Probes.NONE);
    }

    public Container {
        hostPorts = List.copyOf(hostPorts);
        env = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(env));
    }
}
