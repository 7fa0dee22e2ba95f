package dev.nodecast.scenarios.hpa;

import dev.nodecast.scheduler.autoscaling.hpa.HpaFeatures;
import dev.nodecast.scheduler.autoscaling.hpa.HpaReplay;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What replays of autoscalers print for programs, as trees for a JSON writer. */
public final class HpaStudyJson {

    private static final int MILLI_DECIMALS = 3;
    private static final int NS_DECIMALS = 9;

    private HpaStudyJson() {}

    /** The outcome of each recorded sync by its id, on a cluster of Kubernetes 1.{@code minor}. */
    public static Map<String, Object> ofVectors(List<HpaVector> vectors, int minor) {
        HpaFeatures features = HpaFeatures.ofMinorVersion(minor);
        HpaFeatures gateOff = HpaFeatures.ofMinorVersion(minor, false);
        Map<String, Object> json = new LinkedHashMap<>();
        for (HpaVector vector : vectors) {
            int desired = vector.sync(gateOff).decision().desiredReplicas();
            json.put(vector.id(), HpaVectorJson.of(vector.sync(features), desired));
        }
        return json;
    }

    /** The columns of a trajectory, one entry for each sync. */
    public static Map<String, Object> ofTrajectory(List<HpaReplay.Row> rows) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("metricDesired", column(rows, row -> row.decision().metricDesired()));
        json.put("stabilized", column(rows, row -> row.decision().stabilized()));
        json.put("desired", column(rows, row -> OptionalInt.of(row.decision().desiredReplicas())));
        return json;
    }

    private static List<@Nullable Integer> column(
            List<HpaReplay.Row> rows, Function<HpaReplay.Row, OptionalInt> value) {
        List<@Nullable Integer> column = new ArrayList<>(rows.size());
        rows.forEach(row -> column.add(HpaVectorJson.orNull(value.apply(row))));
        return column;
    }

    /** A replay: the autoscaler, its target, and every step. */
    public static Map<String, Object> of(AutoscalerStudy.Report report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schemaVersion", 1);
        json.put("autoscaler", report.autoscaler());
        json.put("target", report.target());
        json.put("syncs", report.steps().stream().map(HpaStudyJson::step).toList());
        return json;
    }

    private static Map<String, @Nullable Object> step(StudyStep step) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("timeSeconds", decimal(step.timeNs(), NS_DECIMALS));
        json.put("by", step.by().name().toLowerCase(Locale.ROOT));
        Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
        step.metricsMilli()
                .forEach((name, milli) -> metrics.put(
                        name, milli == null ? null : decimal(Objects.requireNonNull(milli), MILLI_DECIMALS)));
        json.put("metrics", metrics);
        json.put("replicas", step.replicas());
        json.put("readyPods", step.readyPods());
        json.put("metricDesired", HpaVectorJson.orNull(step.metricDesired()));
        json.put("stabilized", HpaVectorJson.orNull(step.stabilized()));
        json.put("desired", step.desired());
        json.put("reason", step.reason());
        json.put("conditions", step.conditions());
        return json;
    }

    private static BigDecimal decimal(long value, int decimals) {
        BigDecimal number = BigDecimal.valueOf(value, decimals).stripTrailingZeros();
        return number.scale() < 0 ? number.setScale(0) : number;
    }
}
