package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads Pods as they are observed. */
final class PodObjectReader {

    private static final Map<String, Optional<Pod.Phase>> PHASES = phases();

    private PodObjectReader() {}

    static Pod read(Fields object, ObjectContext context) {
        object.require("spec");
        PodSpec spec = object.map("spec", fields -> PodReader.spec(fields, !context.stored()))
                .orElse(PodReader.nothing());
        Status status = object.map("status", fields -> status(fields, context)).orElse(Status.NONE);
        String nodeName = object.node().textAt("spec", "nodeName").orElse("");
        return new Pod(
                context.meta(),
                spec,
                status.phase(),
                nodeName.isEmpty() ? null : nodeName,
                status.unschedulable(),
                status.ready(),
                status.startedNs().orElse(null));
    }

    private record Status(Pod.Phase phase, boolean unschedulable, boolean ready, Optional<Long> startedNs) {

        static final Status NONE = new Status(Pod.Phase.PENDING, false, false, Optional.empty());
    }

    private static Status status(Fields status, ObjectContext context) {
        StatusFields.ignoreUnknown(status);
        List<Condition> conditions = Condition.of(status, context);
        // A pod that preempts others and waits for a nominated node is not looked at by a provisioner.
        boolean nominated =
                status.text("nominatedNodeName").filter(node -> !node.isEmpty()).isPresent();
        boolean unschedulable = Condition.has(conditions, "PodScheduled", "False", "Unschedulable") && !nominated;
        return new Status(
                status.oneOf("phase", PHASES).flatMap(phase -> phase).orElse(Pod.Phase.PENDING),
                unschedulable,
                Condition.has(conditions, "Ready", "True", ""),
                context.timeNs(status, "startTime"));
    }

    private static Map<String, Optional<Pod.Phase>> phases() {
        Map<String, Optional<Pod.Phase>> phases = new LinkedHashMap<>();
        phases.put("Pending", Optional.of(Pod.Phase.PENDING));
        phases.put("Running", Optional.of(Pod.Phase.RUNNING));
        phases.put("Succeeded", Optional.of(Pod.Phase.SUCCEEDED));
        phases.put("Failed", Optional.of(Pod.Phase.FAILED));
        phases.put("Unknown", Optional.empty());
        return phases;
    }
}
