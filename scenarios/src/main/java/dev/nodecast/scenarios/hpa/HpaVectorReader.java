package dev.nodecast.scenarios.hpa;

import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.hpa.HpaObservation;
import dev.nodecast.scheduler.autoscaling.hpa.HpaState;
import dev.nodecast.scheduler.autoscaling.hpa.ObservedPod;
import dev.nodecast.scheduler.autoscaling.hpa.TimedValue;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of single syncs: a JSON list of {@code {id, input}}, as they are recorded from a real controller.
 * Metric values are in thousandths, times in seconds before the sync.
 */
public final class HpaVectorReader {

    private static final Map<String, ObservedPod.Phase> PHASES = Map.of(
            "Pending", ObservedPod.Phase.PENDING,
            "Running", ObservedPod.Phase.RUNNING,
            "Succeeded", ObservedPod.Phase.SUCCEEDED,
            "Failed", ObservedPod.Phase.FAILED,
            "Unknown", ObservedPod.Phase.UNKNOWN);

    /** The pods of these files have one container, whose name nobody says. */
    private static final String CONTAINER = "c";

    private HpaVectorReader() {}

    /**
     * The syncs in file order.
     *
     * @throws InvalidInput naming place, found and expected
     */
    public static List<HpaVector> read(Path file) {
        Diagnostics diagnostics = new Diagnostics();
        List<HpaVector> vectors = new ArrayList<>();
        List<Field> items =
                ReferenceFields.root(file, diagnostics).map(Field::items).orElse(List.of());
        for (Field item : items) {
            item.map(HpaVectorReader::vector).flatMap(vector -> vector).ifPresent(vectors::add);
        }
        diagnostics.throwIfErrors();
        return vectors;
    }

    private static Optional<HpaVector> vector(Fields fields) {
        fields.ignore("category", "note", "expected").require("id", "input");
        String id = fields.text("id").orElse("");
        return fields.map("input", input -> input(id, input));
    }

    private static HpaVector input(String id, Fields input) {
        input.ignore("behaviorAfterDefaulting").require("specReplicas", "statusReplicas");
        HpaVector.Before before = new HpaVector.Before(
                input.map("history", HpaVectorReader::history).orElse(HpaState.History.EMPTY),
                ReferenceFields.scaledToZero(input, "scaledToZeroCondition"));
        HpaObservation observed = new HpaObservation(
                HpaVector.NOW_NS,
                ReferenceFields.count(input, "specReplicas", 0),
                ReferenceFields.count(input, "statusReplicas", 0),
                input.maps("pods", HpaVectorReader::pod),
                input.<HpaMetrics>map("metrics", VectorMetrics::read).orElse(HpaMetrics.NONE));
        return new HpaVector(id, ReferenceFields.hpa(input), ReferenceFields.flags(input), before, observed);
    }

    private static HpaState.History history(Fields history) {
        return new HpaState.History(
                timed(history, "recommendations", "replicas"),
                timed(history, "scaleUpEvents", "change"),
                timed(history, "scaleDownEvents", "change"));
    }

    private static List<TimedValue> timed(Fields history, String key, String value) {
        return history.maps(key, entry -> {
            entry.require("secondsAgo", value);
            return new TimedValue(
                    HpaVector.NOW_NS - ReferenceFields.ns(entry, "secondsAgo", 0),
                    ReferenceFields.count(entry, value, 0),
                    entry.bool("outdated").orElse(false));
        });
    }

    private static ObservedPod pod(Fields pod) {
        @Nullable Long changed = ago(pod, "readyConditionChangedSecondsAgo");
        boolean ready = pod.bool("ready").orElse(false);
        ObservedPod.Readiness readiness = ready ? ObservedPod.Readiness.TRUE : ObservedPod.Readiness.FALSE;
        Map<String, Long> requests =
                pod.get("requestsMilli").map(ReferenceFields::longs).orElseGet(LinkedHashMap::new);
        return new ObservedPod(
                pod.require("name").text("name").orElse(""),
                pod.oneOf("phase", PHASES).orElse(ObservedPod.Phase.RUNNING),
                changed == null ? ObservedPod.Readiness.ABSENT : readiness,
                ago(pod, "startedSecondsAgo"),
                changed,
                pod.bool("deleting").orElse(false),
                ObservedPod.Requests.ofContainer(CONTAINER, requests));
    }

    private static @Nullable Long ago(Fields pod, String key) {
        OptionalLong ns = ReferenceFields.ns(pod, key);
        return ns.isPresent() ? Long.valueOf(HpaVector.NOW_NS - ns.getAsLong()) : null;
    }
}
