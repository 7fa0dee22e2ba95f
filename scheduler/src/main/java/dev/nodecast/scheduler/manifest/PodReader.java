package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.Affinity;
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
                claimNames(spec),
                spec.maps("schedulingGates", gate -> gate.text("name").orElse("")),
                requests(spec, PodSpec.requestsOf(containers, initContainers, Resources.NONE), overhead));
    }

    /** Requests of the pod as a whole take the place of those of its containers (KEP-2837). */
    private static Resources requests(Fields spec, Resources ofContainers, Resources overhead) {
        Resources ofPod = spec.map("resources", resources -> {
                    resources.ignore("limits", "claims");
                    return AmountReader.resources(resources, "requests");
                })
                .orElse(Resources.NONE);
        Resources requests = ofContainers;
        for (String name : ofPod.names()) {
            requests = requests.with(name, ofPod.get(name));
        }
        return requests.plus(overhead);
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
                List.of(),
                List.of(),
                PodSpec.requestsOf(List.of(), List.of(), Resources.NONE));
    }

    private static void ignoreUnneeded(Fields spec) {
        spec.ignore("activeDeadlineSeconds", "automountServiceAccountToken", "dnsConfig", "dnsPolicy");
        spec.ignore("enableServiceLinks", "ephemeralContainers", "hostAliases", "hostIPC", "hostPID", "hostUsers");
        spec.ignore("hostname", "hostnameOverride", "imagePullSecrets", "nodeName", "os", "readinessGates");
        spec.ignore("resourceClaims", "restartPolicy", "runtimeClassName", "schedulerName");
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

    private static List<String> claimNames(Fields spec) {
        List<Optional<String>> claims = spec.maps("volumes", volume -> {
            volume.ignore(
                    "name", "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "hostPath", "image", "nfs");
            volume.ignore("projected", "secret", "awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder");
            volume.ignore("fc", "flexVolume", "flocker", "gcePersistentDisk", "gitRepo", "glusterfs", "iscsi");
            volume.ignore("photonPersistentDisk", "portworxVolume", "quobyte", "rbd", "scaleIO", "storageos");
            volume.ignore("vsphereVolume");
            return volume.map("persistentVolumeClaim", claim -> {
                        claim.ignore("readOnly").require("claimName");
                        return claim.text("claimName");
                    })
                    .flatMap(name -> name);
        });
        return claims.stream().flatMap(Optional::stream).toList();
    }
}
