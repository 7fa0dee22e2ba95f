package dev.nodecast.scenarios.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.nodecast.scheduler.autoscaling.hpa.HpaCondition;
import dev.nodecast.scheduler.autoscaling.hpa.HpaConditions;
import dev.nodecast.scheduler.autoscaling.hpa.HpaDecision;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFeatures;
import dev.nodecast.scheduler.autoscaling.hpa.HpaReplay;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** One to three hours of the real controller of Kubernetes 1.37: every step of every trajectory agrees. */
class HpaTrajectoriesTest {

    private static final HpaFeatures FEATURES = HpaFeatures.ofMinorVersion(37);

    @Test
    void thereAreAllTrajectories() {
        assertThat(SharedHpaData.trajectories()).hasSizeGreaterThanOrEqualTo(49);
    }

    @TestFactory
    Stream<DynamicTest> everyStepOfEveryTrajectoryAgrees() {
        return SharedHpaData.trajectories().stream()
                .map(file -> dynamicTest(String.valueOf(file.getFileName()), () -> expectAgreement(file)));
    }

    private static void expectAgreement(Path file) {
        JsonNode recorded = SharedHpaData.json(file);
        List<HpaReplay.Row> rows = HpaTrajectoryReader.read(file).replay(FEATURES);
        assertThat(rows).hasSize(recorded.get("metricMilli").size());
        Map<Integer, String> changes = conditionChanges(recorded);
        String conditions = "";
        for (int step = 0; step < rows.size(); step++) {
            conditions = changes.getOrDefault(step, conditions);
            assertThat(described(rows.get(step))).as("step " + step).isEqualTo(described(recorded, step, conditions));
        }
    }

    private static Map<String, @Nullable Object> described(HpaReplay.Row row) {
        HpaDecision decision = row.decision();
        Map<String, @Nullable Object> step = new LinkedHashMap<>();
        step.put("specReplicasBefore", row.replicas());
        step.put("statusReplicas", row.replicas());
        step.put("readyPods", row.readyPods());
        step.put("metricDesired", HpaVectorJson.orNull(decision.metricDesired()));
        step.put("stabilized", HpaVectorJson.orNull(decision.stabilized()));
        step.put("desired", decision.desiredReplicas());
        step.put("conditions", described(decision.conditions()));
        step.put("error", decision.error() != null);
        return step;
    }

    private static Map<String, @Nullable Object> described(JsonNode recorded, int step, String conditions) {
        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        for (String column : List.of(
                "specReplicasBefore", "statusReplicas", "readyPods", "metricDesired", "stabilized", "desired")) {
            JsonNode value = recorded.get(column).get(step);
            expected.put(column, value.isNull() ? null : Integer.valueOf(value.asInt()));
        }
        expected.put("conditions", conditions);
        expected.put("error", recorded.get("errors").has(String.valueOf(step)));
        return expected;
    }

    private static String described(HpaConditions conditions) {
        return described(conditions.ableToScale()) + " " + described(conditions.scalingActive()) + " "
                + described(conditions.scalingLimited()) + " " + described(conditions.scaledToZero());
    }

    private static String described(@Nullable HpaCondition condition) {
        return condition == null ? "" : (condition.status() ? "True/" : "False/") + condition.reason();
    }

    private static Map<Integer, String> conditionChanges(JsonNode recorded) {
        Map<Integer, String> changes = new LinkedHashMap<>();
        for (JsonNode change : recorded.get("conditions")) {
            changes.put(
                    change.get("step").asInt(),
                    change.get("ableToScale").asString() + " "
                            + change.get("scalingActive").asString() + " "
                            + change.get("scalingLimited").asString() + " "
                            + change.get("scaledToZero").asString());
        }
        return changes;
    }
}
