package dev.nodecast.scheduler.autoscaling.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.HpaBehavior;
import dev.nodecast.scheduler.model.autoscaling.HpaDefaults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Single syncs of the real controller of Kubernetes 1.37: everything but free text agrees. */
class HpaVectorsTest {

    private static final HpaFeatures GATE_ON = HpaFeatures.ofMinorVersion(37);
    private static final HpaFeatures GATE_OFF = HpaFeatures.ofMinorVersion(37, false);

    @Test
    void thereAreAllVectors() {
        assertThat(ReferenceData.vectors()).hasSizeGreaterThanOrEqualTo(298);
    }

    @TestFactory
    Stream<DynamicTest> everyVectorAgrees() {
        return ReferenceData.vectors().stream()
                .map(Tree::of)
                .map(vector -> dynamicTest(vector.text("id"), () -> expectAgreement(vector)));
    }

    private static void expectAgreement(Tree vector) {
        Tree input = vector.at("input");
        HpaState state = ReferenceWorld.state(input);
        HpaDecision decision = decide(input, GATE_ON, state);
        Map<String, @Nullable Object> actual = new LinkedHashMap<>();
        actual.put("behaviorAfterDefaulting", defaultedBehavior(input));
        actual.put("metricDesiredReplicas", orNull(decision.metricDesired()));
        actual.put("stabilizedReplicas", orNull(decision.stabilized()));
        actual.put("desiredReplicas", decision.desiredReplicas());
        actual.put("rescaled", decision.rescaled());
        actual.put("metricsEvaluated", decision.metricsEvaluated());
        actual.put("conditions", describe(decision.conditions()));
        actual.put(
                "events",
                decision.events().stream().map(HpaVectorsTest::describe).toList());
        actual.put("error", decision.error() != null);
        actual.put("history", state.history());
        actual.put(
                "desiredReplicasWithScaleToZeroGateOff",
                decide(input, GATE_OFF, ReferenceWorld.state(input)).desiredReplicas());
        assertThat(actual).isEqualTo(expected(vector));
    }

    private static HpaDecision decide(Tree input, HpaFeatures features, HpaState state) {
        HpaFlags flags = ReferenceHpa.flags(input.at("controller"));
        HpaController controller = new HpaController(ReferenceHpa.of(input.at("hpa")), features, flags);
        return controller.sync(state, new ReferenceWorld(input).observation());
    }

    private static @Nullable HpaBehavior defaultedBehavior(Tree input) {
        HorizontalPodAutoscaler hpa = HpaDefaults.apply(ReferenceHpa.of(input.at("hpa")));
        return hpa.behavior();
    }

    private static Map<String, @Nullable Object> expected(Tree vector) {
        Tree expected = vector.at("expected");
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("behaviorAfterDefaulting", ReferenceHpa.behaviorAfterDefaulting(vector.at("input")));
        for (String same : List.of(
                "metricDesiredReplicas", "stabilizedReplicas", "desiredReplicas", "rescaled", "metricsEvaluated")) {
            result.put(same, expected.map().get(same));
        }
        Map<String, String> conditions = new TreeMap<>();
        for (Tree condition : expected.trees("conditions")) {
            conditions.put(condition.text("type"), condition.text("status") + "/" + condition.text("reason"));
        }
        result.put("conditions", conditions);
        result.put(
                "events",
                expected.list("events").stream()
                        .map(HpaVectorsTest::typeAndReason)
                        .toList());
        result.put("error", expected.has("error"));
        result.put(
                "history",
                new HpaState.History(
                        ReferenceWorld.timed(expected.trees("recommendationsAfter"), "replicas"),
                        ReferenceWorld.timed(expected.trees("scaleUpEventsAfter"), "change"),
                        ReferenceWorld.timed(expected.trees("scaleDownEventsAfter"), "change")));
        String gateOff = "desiredReplicasWithScaleToZeroGateOff";
        result.put(gateOff, expected.map().get(gateOff));
        return result;
    }

    private static String typeAndReason(Object event) {
        String[] words = event.toString().split(" ", 3);
        return words[0] + " " + words[1];
    }

    private static String describe(HpaEvent event) {
        return (event.warning() ? "Warning " : "Normal ") + event.reason();
    }

    static Map<String, String> describe(HpaConditions conditions) {
        Map<String, String> result = new TreeMap<>();
        put(result, "AbleToScale", conditions.ableToScale());
        put(result, "ScalingActive", conditions.scalingActive());
        put(result, "ScalingLimited", conditions.scalingLimited());
        put(result, "ScaledToZero", conditions.scaledToZero());
        return result;
    }

    private static void put(Map<String, String> result, String type, @Nullable HpaCondition condition) {
        if (condition != null) {
            result.put(type, (condition.status() ? "True/" : "False/") + condition.reason());
        }
    }

    static @Nullable Integer orNull(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }
}
