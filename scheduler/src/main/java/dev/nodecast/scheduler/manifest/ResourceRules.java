package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.Resources;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the API server checks about a container's requests and limits, and what only looks right. */
final class ResourceRules {

    private static final long ODD_MEMORY_BYTES = 1 << 20;

    private ResourceRules() {}

    static void check(Fields resources, Resources requests, Resources limits) {
        Set<String> names = new LinkedHashSet<>(requests.names());
        names.addAll(limits.names());
        for (String name : names) {
            if (name.startsWith("nvidia.com/mig-") || name.equals("nvidia.com/gpu.shared")) {
                unsupportedSharing(resources, name);
            } else if (AmountReader.isExtended(name)) {
                checkDevices(resources, name, requests, limits);
            } else if (limits.names(name) && requests.get(name) > limits.get(name)) {
                above(resources, name);
            }
        }
        long memory = requests.memoryBytes();
        if (memory > 0 && memory < ODD_MEMORY_BYTES) {
            resources.add(resources
                    .problem(ManifestRule.OUT_OF_RANGE, "this is very little memory")
                    .severity(Severity.WARNING)
                    .found(memory + " bytes")
                    .expected("an amount with a suffix, such as `512Mi` or `12Gi`")
                    .help("add the suffix; a bare number counts bytes"));
        }
    }

    private static void checkDevices(Fields resources, String name, Resources requests, Resources limits) {
        if (!limits.names(name)) {
            resources.add(resources
                    .problem(ManifestRule.INCONSISTENT, "`" + name + "` needs a limit")
                    .found("a request of " + requests.get(name) + " without a limit")
                    .expected("a limit equal to the request")
                    .help("add `limits: { " + name + ": " + requests.get(name) + " }`"));
        } else if (requests.names(name) && requests.get(name) != limits.get(name)) {
            resources.add(resources
                    .problem(ManifestRule.INCONSISTENT, "request and limit of `" + name + "` differ")
                    .found("request " + requests.get(name) + ", limit " + limits.get(name))
                    .expected("the same number twice: devices cannot be overcommitted"));
        }
    }

    private static void above(Fields resources, String name) {
        resources.add(resources
                .problem(ManifestRule.INCONSISTENT, "the request of `" + name + "` is above its limit")
                .found("request " + resources.node().textAt("requests", name).orElse("") + ", limit "
                        + resources.node().textAt("limits", name).orElse(""))
                .expected("a request of at most the limit")
                .help("raise the limit or lower the request"));
    }

    private static void unsupportedSharing(Fields resources, String name) {
        resources.add(resources
                .problem(ManifestRule.UNSUPPORTED, "sharing of a GPU is not supported yet")
                .found("`" + name + "`")
                .expected("whole GPUs: `nvidia.com/gpu`")
                .help("request whole GPUs to simulate this workload"));
    }
}
