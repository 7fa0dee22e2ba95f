package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.PodTemplate;

/** Reads Deployments and DaemonSets. */
final class WorkloadReader {

    private WorkloadReader() {}

    static Deployment deployment(Fields object, ObjectContext context) {
        object.require("spec");
        return object.map("spec", spec -> {
                    spec.ignore(
                            "minReadySeconds", "paused", "progressDeadlineSeconds", "revisionHistoryLimit", "strategy");
                    PodTemplate template = template(spec);
                    return new Deployment(
                            context.meta(),
                            spec.integer("replicas", 0, Integer.MAX_VALUE).orElse(1),
                            selector(spec, template),
                            template);
                })
                .orElseGet(() -> new Deployment(context.meta(), 0, LabelSelector.NOTHING, noTemplate()));
    }

    static DaemonSet daemonSet(Fields object, ObjectContext context) {
        object.require("spec");
        return object.map("spec", spec -> {
                    spec.ignore("minReadySeconds", "revisionHistoryLimit", "updateStrategy", "selector");
                    spec.require("template");
                    // Karpenter takes the template as it is stored for the overhead of daemonsets.
                    PodTemplate template =
                            PodReader.template(spec, !context.stored()).orElse(noTemplate());
                    if (!context.stored()) {
                        spec.require("selector");
                        checkSelector(spec, SelectorReader.readOrNothing(spec, "selector"), template);
                    }
                    return new DaemonSet(context.meta(), template);
                })
                .orElseGet(() -> new DaemonSet(context.meta(), noTemplate()));
    }

    private static PodTemplate template(Fields spec) {
        spec.require("template");
        return PodReader.template(spec).orElse(noTemplate());
    }

    private static LabelSelector selector(Fields spec, PodTemplate template) {
        spec.require("selector");
        LabelSelector selector = SelectorReader.readOrNothing(spec, "selector");
        checkSelector(spec, selector, template);
        return selector;
    }

    private static void checkSelector(Fields spec, LabelSelector selector, PodTemplate template) {
        if (selector.equals(LabelSelector.EVERYTHING)) {
            spec.add(spec.problem(ManifestRule.MISSING_FIELD, "the selector is empty")
                    .found("a selector without labels or expressions")
                    .expected("labels that the template has"));
        } else if (spec.has("selector") && spec.has("template") && !selector.matches(template.labels())) {
            spec.get("selector")
                    .ifPresent(field -> field.report(
                            ManifestRule.INCONSISTENT,
                            "the selector does not match the template's own labels",
                            d -> d.found("selector " + selector.matchLabels().byKey() + ", template labels "
                                            + template.labels().byKey())
                                    .expected("each label of the selector in `spec.template.metadata.labels`")
                                    .consequence("the API server refuses the object")));
        }
    }

    private static PodTemplate noTemplate() {
        return new PodTemplate(Labels.NONE, Labels.NONE, PodReader.nothing());
    }
}
