package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.model.CsiNode;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorTerm;
import dev.nodecast.scheduler.model.PersistentVolume;
import dev.nodecast.scheduler.model.PersistentVolumeClaim;
import dev.nodecast.scheduler.model.StorageClass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads claims, volumes, storage classes, and what CSI drivers say of nodes. */
final class StorageReader {

    private static final Map<String, Boolean> BINDING_MODE = Words.trueFalse("Immediate", "WaitForFirstConsumer");
    private static final Map<String, Boolean> LOST = phases();

    private StorageReader() {}

    static PersistentVolumeClaim claim(Fields object, ObjectContext context) {
        boolean lost = object.map("status", status -> {
                    StatusFields.ignoreUnknown(status);
                    return status.oneOf("phase", LOST).orElse(false);
                })
                .orElse(false);
        object.require("spec");
        return object.map("spec", spec -> {
                    spec.ignore("accessModes", "dataSource", "dataSourceRef", "resources", "selector");
                    spec.ignore("volumeAttributesClassName", "volumeMode");
                    return new PersistentVolumeClaim(
                            context.meta(),
                            spec.text("volumeName").orElse(""),
                            spec.text("storageClassName").orElse(null),
                            lost);
                })
                .orElseGet(() -> new PersistentVolumeClaim(context.meta(), "", null, lost));
    }

    static PersistentVolume volume(Fields object, ObjectContext context) {
        object.require("spec");
        return object.map("spec", spec -> {
                    StatusFields.ignoreUnknown(spec);
                    boolean onHost = spec.has("local") || spec.has("hostPath");
                    return new PersistentVolume(context.meta(), driver(spec), onHost, nodeTerms(spec));
                })
                .orElseGet(() -> new PersistentVolume(context.meta(), "", false, List.of()));
    }

    private static String driver(Fields spec) {
        Optional<String> driver = spec.map("csi", csi -> {
                    StatusFields.ignoreUnknown(csi);
                    return csi.text("driver");
                })
                .flatMap(name -> name);
        return driver.orElse(spec.has("awsElasticBlockStore") ? PersistentVolume.EBS_DRIVER : "");
    }

    private static List<NodeSelectorTerm> nodeTerms(Fields spec) {
        return spec.map(
                        "nodeAffinity",
                        affinity -> affinity.map("required", required -> {
                                    required.require("nodeSelectorTerms");
                                    return required.maps("nodeSelectorTerms", RequirementReader::term);
                                })
                                .orElse(List.of()))
                .orElse(List.of());
    }

    static StorageClass storageClass(Fields object, ObjectContext context) {
        object.ignore("allowVolumeExpansion", "mountOptions", "parameters", "reclaimPolicy")
                .require("provisioner");
        return new StorageClass(
                context.meta(),
                object.text("provisioner").orElse(""),
                object.oneOf("volumeBindingMode", BINDING_MODE).orElse(!context.stored()),
                object.maps("allowedTopologies", StorageReader::topology));
    }

    private static List<NodeSelectorRequirement> topology(Fields term) {
        return term.maps("matchLabelExpressions", expression -> {
            expression.require("key", "values");
            return NodeSelectorRequirement.in(
                    expression.get("key").map(SelectorReader::labelKey).orElse(""),
                    expression.texts("values").toArray(String[]::new));
        });
    }

    static CsiNode csiNode(Fields object, ObjectContext context) {
        SortedMap<String, Integer> limits = new TreeMap<>();
        object.map("spec", spec -> spec.maps("drivers", StorageReader::limit))
                .orElse(List.of())
                .forEach(limit -> limit.volumes().ifPresent(volumes -> limits.put(limit.driver(), volumes)));
        return new CsiNode(context.meta().name(), limits);
    }

    private record Limit(String driver, Optional<Integer> volumes) {}

    /** A driver that says that it has a limit without saying which has one of 0, as Karpenter reads it. */
    private static Limit limit(Fields driver) {
        driver.ignore("nodeID", "topologyKeys");
        return new Limit(
                driver.text("name").orElse(""),
                driver.map(
                        "allocatable",
                        allocatable -> allocatable
                                .integer("count", 0, Integer.MAX_VALUE)
                                .orElse(0)));
    }

    private static Map<String, Boolean> phases() {
        Map<String, Boolean> phases = new LinkedHashMap<>();
        List.of("Pending", "Bound").forEach(phase -> phases.put(phase, false));
        phases.put("Lost", true);
        return phases;
    }
}
