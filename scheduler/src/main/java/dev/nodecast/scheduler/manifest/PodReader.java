package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.Attachments;
import dev.nodecast.scheduler.model.Container;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.Resources;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads pod specifications and templates. */
final class PodReader {

    private static final Map<String, Boolean> PREEMPTION = Words.trueFalse("PreemptLowerPriority", "Never");

    private PodReader() {}

    /** The template of a workload; its pods get the API server's defaults when they are made. */
    static Optional<PodTemplate> template(Fields workloadSpec) {
        return template(workloadSpec, true);
    }

    /**
     * A template.
     *
     * @param defaulting whether its pods get the API server's defaults and checks
     */
    static Optional<PodTemplate> template(Fields workloadSpec, boolean defaulting) {
        return workloadSpec.map("template", template -> {
            template.require("spec");
            record Metadata(Labels labels, Labels annotations) {}
            Metadata metadata = template.map("metadata", meta -> {
                        MetaReader.ignoreServerFields(meta);
                        meta.ignore("name", "namespace", "creationTimestamp", "generateName", "ownerReferences", "uid");
                        return new Metadata(MetaReader.labels(meta, "labels"), Labels.of(meta.textMap("annotations")));
                    })
                    .orElse(new Metadata(Labels.NONE, Labels.NONE));
            PodSpec spec =
                    template.map("spec", podSpec -> spec(podSpec, defaulting)).orElse(PodReader.nothing());
            return new PodTemplate(metadata.labels(), metadata.annotations(), spec);
        });
    }

    /**
     * A pod's specification.
     *
     * @param defaulting whether the API server's defaults and checks are still to be applied
     */
    static PodSpec spec(Fields spec, boolean defaulting) {
        ignoreUnneeded(spec);
        spec.require("containers");
        boolean hostNetwork = spec.bool("hostNetwork").orElse(false);
        ContainerReader reader = new ContainerReader(defaulting, hostNetwork);
        List<Container> containers = spec.maps("containers", reader::read);
        List<Container> initContainers = spec.maps("initContainers", reader::read);
        checkContainers(spec, containers, initContainers);
        Resources overhead = AmountReader.resources(spec, "overhead");
        Resources ofPod = spec.map("resources", resources -> PodResources.read(resources, defaulting))
                .map(stated -> stated.requests(containers, initContainers))
                .orElse(Resources.NONE);
        return new PodSpec(
                containers,
                initContainers,
                MetaReader.labels(spec, "nodeSelector"),
                spec.map("affinity", AffinityReader::affinity).orElse(Affinity.NONE),
                TaintReader.tolerations(spec),
                AffinityReader.topologySpread(spec),
                overhead,
                spec.integer("priority", Integer.MIN_VALUE, Integer.MAX_VALUE).orElse(0),
                spec.text("priorityClassName").orElse(null),
                spec.oneOf("preemptionPolicy", PREEMPTION).orElse(true),
                spec.integer("terminationGracePeriodSeconds", 0L, Long.MAX_VALUE)
                        .orElse(PodSpec.DEFAULT_GRACE_PERIOD_SECONDS),
                AttachmentReader.attachments(spec),
                spec.maps("schedulingGates", gate -> gate.text("name").orElse("")),
                PodSpec.requestsOf(containers, initContainers, ofPod, overhead));
    }

    /** What stands in for a specification that could not be read. */
    static PodSpec nothing() {
        return new PodSpec(
                List.of(),
                List.of(),
                Labels.NONE,
                Affinity.NONE,
                List.of(),
                List.of(),
                Resources.NONE,
                0,
                null,
                true,
                PodSpec.DEFAULT_GRACE_PERIOD_SECONDS,
                Attachments.NONE,
                List.of(),
                PodSpec.requestsOf(List.of(), List.of(), Resources.NONE));
    }

    private static void ignoreUnneeded(Fields spec) {
        spec.ignore("activeDeadlineSeconds", "automountServiceAccountToken", "dnsConfig", "dnsPolicy");
        spec.ignore("enableServiceLinks", "ephemeralContainers", "hostAliases", "hostIPC", "hostPID", "hostUsers");
        spec.ignore("hostname", "hostnameOverride", "imagePullSecrets", "nodeName", "os", "readinessGates");
        spec.ignore("restartPolicy", "runtimeClassName", "schedulerName");
        spec.ignore("securityContext", "serviceAccount", "serviceAccountName", "setHostnameAsFQDN");
        spec.ignore("shareProcessNamespace", "subdomain", "workloadRef");
    }

    private static void checkContainers(Fields spec, List<Container> containers, List<Container> initContainers) {
        if (spec.has("containers") && containers.isEmpty()) {
            spec.add(spec.problem(ManifestRule.MISSING_FIELD, "a pod needs at least one container")
                    .found("an empty `containers`")
                    .expected("at least one container"));
        }
        List<Container> all = new ArrayList<>(containers);
        all.addAll(initContainers);
        Set<String> names = new LinkedHashSet<>();
        for (Container container : all) {
            if (!names.add(container.name())) {
                spec.add(spec.problem(ManifestRule.INCONSISTENT, "two containers have one name")
                        .found("`" + container.name() + "` twice")
                        .expected("a different name for each container of the pod"));
            }
        }
    }
}
