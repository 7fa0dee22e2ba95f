package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.grammar.LabelSyntax;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.Container;
import dev.nodecast.scheduler.model.Probes;
import dev.nodecast.scheduler.model.Resources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the containers of a pod.
 *
 * @param defaulting whether limits stand in for absent requests, as the API server's defaults make them
 * @param hostNetwork whether the pod uses the node's network, so that each port is a port of the node
 */
record ContainerReader(boolean defaulting, boolean hostNetwork) {

    private static final int PORT_MAX = 65_535;
    private static final Map<String, String> PROTOCOLS = protocols();

    Container read(Fields fields) {
        ignoreUnneeded(fields);
        fields.require("name");
        Amounts amounts = fields.map("resources", this::amounts).orElse(Amounts.NONE);
        return new Container(
                fields.get("name").flatMap(ContainerReader::name).orElse(""),
                fields.text("image").orElse(""),
                amounts.requests(),
                amounts.limits(),
                fields.maps("ports", this::port).stream()
                        .flatMap(Optional::stream)
                        .toList(),
                fields.text("restartPolicy").orElse("").equals("Always"),
                env(fields),
                new Probes(
                        probe(fields, "startupProbe"),
                        probe(fields, "readinessProbe"),
                        probe(fields, "livenessProbe")));
    }

    private static void ignoreUnneeded(Fields fields) {
        fields.ignore(
                "args", "command", "envFrom", "imagePullPolicy", "lifecycle", "resizePolicy", "restartPolicyRules");
        fields.ignore("securityContext", "stdin", "stdinOnce", "terminationMessagePath", "terminationMessagePolicy");
        fields.ignore("tty", "volumeDevices", "volumeMounts", "workingDir");
    }

    private static Optional<String> name(Field field) {
        Optional<String> name = field.text();
        if (name.isPresent() && !LabelSyntax.isDnsLabel(name.get())) {
            field.report(
                    ManifestRule.MALFORMED,
                    "this is not a container's name",
                    d -> d.expected("at most 63 lower-case letters, digits and `-`"));
        }
        return name;
    }

    private record Amounts(Resources requests, Resources limits) {

        static final Amounts NONE = new Amounts(Resources.NONE, Resources.NONE);
    }

    private Amounts amounts(Fields resources) {
        resources.ignore("claims");
        Resources requests = AmountReader.resources(resources, "requests");
        Resources limits = AmountReader.resources(resources, "limits");
        if (defaulting) {
            ResourceRules.check(resources, requests, limits);
        }
        return new Amounts(defaulting ? withDefaults(requests, limits) : requests, limits);
    }

    private static Resources withDefaults(Resources requests, Resources limits) {
        Resources result = requests;
        for (String name : limits.names()) {
            if (!requests.names(name)) {
                result = result.with(name, limits.get(name));
            }
        }
        return result;
    }

    private Optional<Container.HostPort> port(Fields fields) {
        fields.ignore("name").require("containerPort");
        Optional<Integer> containerPort = fields.integer("containerPort", 1, PORT_MAX);
        Optional<Integer> hostPort = fields.integer("hostPort", 0, PORT_MAX).filter(port -> port > 0);
        String hostIp = fields.text("hostIP").orElse("");
        String protocol = fields.oneOf("protocol", PROTOCOLS).orElse("TCP");
        return hostPort.or(() -> defaulting && hostNetwork ? containerPort : Optional.empty())
                .map(port -> new Container.HostPort(hostIp, port, protocol));
    }

    private static SequencedMap<String, String> env(Fields fields) {
        SequencedMap<String, String> env = new LinkedHashMap<>();
        record Variable(String name, Optional<String> value) {}
        List<Variable> variables = fields.maps("env", item -> {
            item.ignore("valueFrom").require("name");
            return new Variable(item.text("name").orElse(""), item.text("value"));
        });
        variables.forEach(variable -> variable.value().ifPresent(value -> env.put(variable.name(), value)));
        return env;
    }

    private static Probes.@Nullable Probe probe(Fields fields, String key) {
        return fields.map(key, probe -> {
                    probe.ignore("exec", "httpGet", "tcpSocket", "grpc", "terminationGracePeriodSeconds");
                    return new Probes.Probe(
                            probe.integer("initialDelaySeconds", 0, Integer.MAX_VALUE)
                                    .orElse(0),
                            probe.integer("periodSeconds", 1, Integer.MAX_VALUE).orElse(10),
                            probe.integer("timeoutSeconds", 1, Integer.MAX_VALUE)
                                    .orElse(1),
                            probe.integer("successThreshold", 1, Integer.MAX_VALUE)
                                    .orElse(1),
                            probe.integer("failureThreshold", 1, Integer.MAX_VALUE)
                                    .orElse(3));
                })
                .orElse(null);
    }

    private static Map<String, String> protocols() {
        Map<String, String> protocols = new LinkedHashMap<>();
        List.of("TCP", "UDP", "SCTP").forEach(protocol -> protocols.put(protocol, protocol));
        return protocols;
    }
}
