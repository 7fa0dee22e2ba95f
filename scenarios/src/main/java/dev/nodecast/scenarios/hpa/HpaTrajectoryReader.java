package dev.nodecast.scenarios.hpa;

import dev.nodecast.scheduler.autoscaling.hpa.HpaFlags;
import dev.nodecast.scheduler.autoscaling.hpa.HpaReplay;
import dev.nodecast.scheduler.autoscaling.hpa.ObservedPod;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the file of a trajectory: a JSON object as recorded from a real controller; its results are not read. */
public final class HpaTrajectoryReader {

    private static final Map<String, HpaTrajectory.MetricKind> METRIC_KINDS = Map.of(
            "external", HpaTrajectory.MetricKind.WORKLOAD,
            "object", HpaTrajectory.MetricKind.WORKLOAD,
            "cpu-total", HpaTrajectory.MetricKind.CPU_TOTAL);

    private static final long CPU_REQUEST_MILLI = 1000;
    private static final String[] RESULTS = {
        "id",
        "note",
        "behaviorAfterDefaulting",
        "specReplicasBefore",
        "statusReplicas",
        "readyPods",
        "metricDesired",
        "stabilized",
        "desired",
        "conditions",
        "errors"
    };

    private HpaTrajectoryReader() {}

    /**
     * The trajectory of a file.
     *
     * @throws InvalidInput naming place, found and expected
     */
    public static HpaTrajectory read(Path file) {
        Diagnostics diagnostics = new Diagnostics();
        HpaTrajectory trajectory = ReferenceFields.root(file, diagnostics)
                .flatMap(root -> root.map(HpaTrajectoryReader::trajectory))
                .orElse(null);
        diagnostics.throwIfErrors();
        if (trajectory == null) {
            throw new InvalidInput(diagnostics.list());
        }
        return trajectory;
    }

    private static HpaTrajectory trajectory(Fields fields) {
        fields.ignore(RESULTS).require("metricKind", "initialReplicas", "metricMilli");
        HpaReplay.World world = new HpaReplay.World(
                fields.integer("initialReplicas", 0, Integer.MAX_VALUE).orElse(0),
                ReferenceFields.ns(fields, "syncPeriodSeconds", HpaFlags.DEFAULT_SYNC_PERIOD_NS),
                ReferenceFields.ns(fields, "podStartupSeconds", 0),
                ObservedPod.Requests.ofContainer("c", Map.of("cpu", CPU_REQUEST_MILLI)));
        HorizontalPodAutoscaler hpa = ReferenceFields.hpa(fields);
        return new HpaTrajectory(
                hpa,
                ReferenceFields.flags(fields),
                world,
                ReferenceFields.scaledToZero(fields, "initialScaledToZero"),
                fields.oneOf("metricKind", METRIC_KINDS).orElse(HpaTrajectory.MetricKind.WORKLOAD),
                values(fields.items("metricMilli")),
                new HpaTrajectory.Incidents(
                        ReferenceFields.count(fields, "controllerRestartAtStep", -1), specChange(fields, hpa)));
    }

    private static HpaTrajectory.@Nullable SpecChange specChange(Fields fields, HorizontalPodAutoscaler hpa) {
        return fields.map("specChange", change -> {
                    change.require("step");
                    return new HpaTrajectory.SpecChange(
                            ReferenceFields.count(change, "step", -1),
                            change.integer("minReplicas", 0, Integer.MAX_VALUE).orElse(hpa.minReplicas()),
                            change.integer("maxReplicas", 1, Integer.MAX_VALUE).orElse(hpa.maxReplicas()));
                })
                .orElse(null);
    }

    private static List<OptionalLong> values(List<Field> items) {
        List<OptionalLong> values = new ArrayList<>(items.size());
        for (Field item : items) {
            values.add(
                    item.isNull()
                            ? OptionalLong.empty()
                            : ReferenceFields.milli(item).map(OptionalLong::of).orElse(OptionalLong.empty()));
        }
        return values;
    }
}
