package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.CapacityBuffer;
import dev.nodecast.scheduler.model.CapacityBuffer.Shape;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.StoredPodTemplate;
import java.util.List;
import java.util.Optional;

/**
 * Reads CapacityBuffers, v1alpha1 and v1beta1, and the PodTemplates that they may refer to. Source of fields and rules: the
 * CRD of kubernetes/autoscaler as Karpenter carries it.
 */
final class CapacityBufferReader {

    private static final List<String> SCALABLE_KINDS = List.of("Deployment", "StatefulSet", "ReplicaSet");

    private CapacityBufferReader() {}

    static CapacityBuffer read(Fields object, ObjectContext context) {
        object.require("spec");
        return object.map("spec", spec -> spec(spec, context))
                .orElseGet(() -> new CapacityBuffer(
                        context.meta(), null, null, null, Resources.NONE, CapacityBuffer.ACTIVE_CAPACITY));
    }

    private static CapacityBuffer spec(Fields spec, ObjectContext context) {
        Optional<Shape> template = spec.map("podTemplateRef", CapacityBufferReader::templateRef);
        Optional<Shape> scalable = spec.map("scalableRef", CapacityBufferReader::scalableRef);
        CapacityBuffer buffer = new CapacityBuffer(
                context.meta(),
                template.or(() -> scalable).orElse(null),
                spec.integer("replicas", 0, Integer.MAX_VALUE).orElse(null),
                spec.integer("percentage", 0, Integer.MAX_VALUE).orElse(null),
                AmountReader.resources(spec, "limits"),
                spec.text("provisioningStrategy").orElse(CapacityBuffer.ACTIVE_CAPACITY));
        checkReferences(spec);
        checkSize(spec);
        checkStrategy(spec, buffer);
        return buffer;
    }

    private static Shape templateRef(Fields reference) {
        reference.require("name");
        return new Shape(Shape.POD_TEMPLATE, reference.text("name").orElse(""));
    }

    private static Shape scalableRef(Fields reference) {
        reference.require("kind", "name");
        String group = reference.text("apiGroup").orElse("");
        String kind = reference.text("kind").orElse("");
        boolean known = (group.isEmpty() || group.equals("apps")) && SCALABLE_KINDS.contains(kind);
        if (!known && !kind.isEmpty()) {
            reference.add(reference
                    .problem(ManifestRule.NOT_ALLOWED, "a buffer cannot follow this kind of workload")
                    .found("`" + kind + "`" + (group.isEmpty() ? "" : " of `" + group + "`"))
                    .expected("one of " + String.join(", ", SCALABLE_KINDS) + " of `apps`")
                    .help("refer to a PodTemplate of the same shape with `podTemplateRef` and set `replicas`"));
        }
        return new Shape(kind, reference.text("name").orElse(""));
    }

    private static void checkReferences(Fields spec) {
        if (spec.has("podTemplateRef") == spec.has("scalableRef")) {
            spec.add(spec.problem(
                            ManifestRule.INCONSISTENT, "a CapacityBuffer has one of podTemplateRef and scalableRef")
                    .found(spec.has("scalableRef") ? "both" : "neither")
                    .expected("`podTemplateRef: {name: NAME}`, or `scalableRef: {kind: Deployment, name: NAME}`"));
        }
    }

    private static void checkSize(Fields spec) {
        if (spec.has("podTemplateRef") && !spec.has("replicas") && !spec.has("limits")) {
            spec.add(spec.problem(ManifestRule.MISSING_FIELD, "it is not said how large the buffer is")
                    .found("podTemplateRef without replicas and limits")
                    .expected("`replicas`, `limits` or both"));
        }
        if (spec.has("scalableRef") && !spec.has("replicas") && !spec.has("percentage") && !spec.has("limits")) {
            spec.get("scalableRef")
                    .ifPresent(field -> field.warn(
                            ManifestRule.MISSING_FIELD,
                            "it is not said how large the buffer is",
                            d -> d.found("scalableRef without replicas, percentage and limits")
                                    .expected("`percentage`, `replicas` or `limits`")
                                    .consequence("the buffer is empty")));
        }
    }

    private static void checkStrategy(Fields spec, CapacityBuffer buffer) {
        if (!buffer.provisioningStrategy().equals(CapacityBuffer.ACTIVE_CAPACITY)) {
            spec.get("provisioningStrategy")
                    .ifPresent(field -> field.warn(
                            ManifestRule.NOT_ALLOWED,
                            "this strategy is not known",
                            d -> d.expected("`" + CapacityBuffer.ACTIVE_CAPACITY + "`")
                                    .consequence("Karpenter keeps nodes ready for the buffer all the same")));
        }
    }

    /** A PodTemplate object. */
    static StoredPodTemplate podTemplate(Fields object, ObjectContext context) {
        object.require("template");
        return new StoredPodTemplate(
                context.meta(),
                PodReader.template(object)
                        .orElseGet(() -> new PodTemplate(Labels.NONE, Labels.NONE, PodReader.nothing())));
    }
}
