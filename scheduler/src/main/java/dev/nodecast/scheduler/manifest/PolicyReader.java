package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.CountOrPercent;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.PriorityClass;
import java.util.Map;
import java.util.Optional;

/** Reads PodDisruptionBudgets and PriorityClasses. */
final class PolicyReader {

    private static final Map<String, Boolean> UNHEALTHY = Words.trueFalse("AlwaysAllow", "IfHealthyBudget");
    private static final Map<String, Boolean> PREEMPTION = Words.trueFalse("PreemptLowerPriority", "Never");

    private PolicyReader() {}

    static PodDisruptionBudget disruptionBudget(Fields object, ObjectContext context) {
        object.require("spec");
        int allowed = object.map("status", status -> {
                    StatusFields.ignoreUnknown(status);
                    return status.integer("disruptionsAllowed", 0, Integer.MAX_VALUE)
                            .orElse(0);
                })
                .orElse(0);
        return object.map("spec", spec -> {
                    Optional<CountOrPercent> min = spec.get("minAvailable").flatMap(AmountReader::countOrPercent);
                    Optional<CountOrPercent> max = spec.get("maxUnavailable").flatMap(AmountReader::countOrPercent);
                    if (min.isPresent() && max.isPresent()) {
                        spec.add(spec.problem(
                                        ManifestRule.INCONSISTENT, "minAvailable and maxUnavailable exclude each other")
                                .found("both")
                                .expected("one of the two"));
                    }
                    return new PodDisruptionBudget(
                            context.meta(),
                            SelectorReader.read(spec, "selector"),
                            min.orElse(null),
                            max.orElse(null),
                            spec.oneOf("unhealthyPodEvictionPolicy", UNHEALTHY).orElse(false),
                            allowed);
                })
                .orElseGet(() -> new PodDisruptionBudget(context.meta(), null, null, null, false, allowed));
    }

    static PriorityClass priorityClass(Fields object, ObjectContext context) {
        object.ignore("description").require("value");
        return new PriorityClass(
                context.meta().name(),
                object.integer("value", Integer.MIN_VALUE, Integer.MAX_VALUE).orElse(0),
                object.bool("globalDefault").orElse(false),
                object.oneOf("preemptionPolicy", PREEMPTION).orElse(true));
    }
}
