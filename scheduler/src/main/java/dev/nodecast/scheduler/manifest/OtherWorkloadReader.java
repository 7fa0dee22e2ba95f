package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.Workload;
import java.util.List;

/** Reads StatefulSets, ReplicaSets and Jobs, as far as the pods go that they want. */
final class OtherWorkloadReader {

    private OtherWorkloadReader() {}

    static Workload replicated(Fields object, ObjectContext context) {
        object.require("spec");
        return object.map("spec", spec -> {
                    spec.ignore("minReadySeconds", "ordinals", "persistentVolumeClaimRetentionPolicy");
                    spec.ignore("podManagementPolicy", "revisionHistoryLimit", "serviceName", "updateStrategy");
                    spec.ignore("volumeClaimTemplates").require("selector", "template");
                    return new Workload(
                            context.header().kind(),
                            context.meta(),
                            spec.integer("replicas", 0, Integer.MAX_VALUE).orElse(1),
                            SelectorReader.read(spec, "selector"),
                            template(spec));
                })
                .orElseGet(() -> none(context));
    }

    /** A Job wants as many pods as may run at once, but not more than are missing; none once it is done or suspended. */
    static Workload job(Fields object, ObjectContext context) {
        int succeeded = object.map("status", status -> {
                    StatusFields.ignoreUnknown(status);
                    boolean over = ended(Condition.of(status, context));
                    return over
                            ? Integer.MAX_VALUE
                            : status.integer("succeeded", 0, Integer.MAX_VALUE).orElse(0);
                })
                .orElse(0);
        object.require("spec");
        return object.map("spec", spec -> {
                    spec.ignore("activeDeadlineSeconds", "backoffLimit", "backoffLimitPerIndex", "completionMode");
                    spec.ignore("managedBy", "manualSelector", "maxFailedIndexes", "podFailurePolicy");
                    spec.ignore("podReplacementPolicy", "successPolicy", "ttlSecondsAfterFinished", "selector");
                    spec.require("template");
                    int parallelism =
                            spec.integer("parallelism", 0, Integer.MAX_VALUE).orElse(1);
                    int completions =
                            spec.integer("completions", 0, Integer.MAX_VALUE).orElse(Math.max(1, parallelism));
                    boolean suspended = spec.bool("suspend").orElse(false);
                    int missing = suspended ? 0 : Math.max(0, completions - succeeded);
                    return new Workload(
                            context.header().kind(),
                            context.meta(),
                            Math.min(parallelism, missing),
                            null,
                            template(spec));
                })
                .orElseGet(() -> none(context));
    }

    private static boolean ended(List<Condition> conditions) {
        return Condition.has(conditions, "Complete", "True", "") || Condition.has(conditions, "Failed", "True", "");
    }

    private static PodTemplate template(Fields spec) {
        return PodReader.template(spec).orElse(nothing());
    }

    private static Workload none(ObjectContext context) {
        return new Workload(context.header().kind(), context.meta(), 0, null, nothing());
    }

    private static PodTemplate nothing() {
        return new PodTemplate(Labels.NONE, Labels.NONE, PodReader.nothing());
    }
}
