package dev.nodecast.scheduler.autoscaling.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One to three hours of the real controller of Kubernetes 1.37: every step of every trajectory agrees. */
class HpaTrajectoriesTest {

    private static final HpaFeatures FEATURES = HpaFeatures.ofMinorVersion(37);
    private static final long CPU_LIMIT_MILLI = 1000;
    private static final long CPU_WHILE_STARTING_MILLI = 900;
    private static final long CPU_WINDOW_NS = 15_000_000_000L;

    @Test
    void thereAreAllTrajectories() {
        assertThat(ReferenceData.trajectories()).hasSizeGreaterThanOrEqualTo(49);
    }

    @TestFactory
    Stream<DynamicTest> everyStepOfEveryTrajectoryAgrees() {
        return ReferenceData.trajectories()
                .map(Tree::of)
                .map(trajectory -> dynamicTest(trajectory.text("id"), () -> expectAgreement(trajectory)));
    }

    private static void expectAgreement(Tree trajectory) {
        List<HpaReplay.Row> rows = replay(trajectory);
        assertThat(rows).hasSize(trajectory.list("metricMilli").size());
        Map<String, String> conditions = Map.of();
        Map<Integer, Map<String, String>> changes = conditionChanges(trajectory);
        for (int step = 0; step < rows.size(); step++) {
            HpaReplay.Row row = rows.get(step);
            HpaDecision decision = row.decision();
            Map<String, @Nullable Object> actual = new LinkedHashMap<>();
            actual.put("specReplicasBefore", row.replicas());
            actual.put("statusReplicas", row.replicas());
            actual.put("readyPods", row.readyPods());
            actual.put("metricDesired", HpaVectorsTest.orNull(decision.metricDesired()));
            actual.put("stabilized", HpaVectorsTest.orNull(decision.stabilized()));
            actual.put("desired", decision.desiredReplicas());
            Map<String, @Nullable Object> expected = new LinkedHashMap<>();
            for (String column : actual.keySet()) {
                expected.put(column, trajectory.list(column).get(step));
            }
            conditions = changes.getOrDefault(step, conditions);
            actual.put("conditions", HpaVectorsTest.describe(decision.conditions()));
            expected.put("conditions", conditions);
            actual.put("error", decision.error() != null);
            expected.put("error", trajectory.at("errors").has(String.valueOf(step)));
            assertThat(actual).as("step " + step).isEqualTo(expected);
        }
    }

    private static List<HpaReplay.Row> replay(Tree trajectory) {
        HorizontalPodAutoscaler hpa = ReferenceHpa.of(trajectory.at("hpa"));
        HpaFlags flags = ReferenceHpa.flags(trajectory.at("controller"));
        HpaState state =
                HpaState.of(HpaState.History.EMPTY, ReferenceWorld.conditions(trajectory.text("initialScaledToZero")));
        HpaReplay replay = new HpaReplay(new HpaController(hpa, FEATURES, flags), state, world(trajectory));
        Tree change = trajectory.at("specChange");
        List<HpaReplay.Row> rows = new ArrayList<>();
        List<Object> series = trajectory.list("metricMilli");
        for (int step = 0; step < series.size(); step++) {
            if (step == trajectory.integer("controllerRestartAtStep")) {
                replay.restartController();
            }
            if (change.has("step") && step == change.integer("step")) {
                hpa = hpa.withReplicaBounds(change.integer("minReplicas"), change.integer("maxReplicas"));
                replay.changeSpec(new HpaController(hpa, FEATURES, flags));
            }
            rows.add(sync(replay, trajectory.text("metricKind"), (Number) series.get(step)));
        }
        return rows;
    }

    private static HpaReplay.Row sync(HpaReplay replay, String kind, @Nullable Number value) {
        if (kind.equals("cpu-total")) {
            long total = value == null ? 0 : value.longValue();
            return replay.sync((nowNs, pods) -> new CpuTotal(nowNs, pods, total));
        }
        OptionalLong one = value == null ? OptionalLong.empty() : OptionalLong.of(value.longValue());
        return replay.sync(one);
    }

    private static HpaReplay.World world(Tree trajectory) {
        return new HpaReplay.World(
                trajectory.integer("initialReplicas"),
                trajectory.ns("syncPeriodSeconds"),
                trajectory.ns("podStartupSeconds"),
                ObservedPod.Requests.ofContainer("c", Map.of("cpu", CPU_LIMIT_MILLI)));
    }

    private static Map<Integer, Map<String, String>> conditionChanges(Tree trajectory) {
        Map<Integer, Map<String, String>> changes = new LinkedHashMap<>();
        for (Tree change : trajectory.trees("conditions")) {
            Map<String, String> conditions = new TreeMap<>();
            for (String type : List.of("AbleToScale", "ScalingActive", "ScalingLimited", "ScaledToZero")) {
                String condition = change.text(Character.toLowerCase(type.charAt(0)) + type.substring(1));
                if (!condition.isEmpty()) {
                    conditions.put(type, condition);
                }
            }
            changes.put(change.integer("step"), conditions);
        }
        return changes;
    }

    /** A load split evenly over the ready pods, at most a core each; pods that start use 900m. */
    private record CpuTotal(long nowNs, List<ObservedPod> pods, long totalMilli) implements HpaMetrics {

        @Override
        public Map<String, PodMetricSample> resource(String resource) {
            long ready = pods.stream().filter(ObservedPod::isReady).count();
            long each = ready == 0 ? 0 : Math.min(CPU_LIMIT_MILLI, totalMilli / ready);
            Map<String, PodMetricSample> samples = new LinkedHashMap<>();
            for (ObservedPod pod : pods) {
                long value = pod.isReady() ? each : CPU_WHILE_STARTING_MILLI;
                samples.put(pod.name(), new PodMetricSample(value, nowNs, CPU_WINDOW_NS));
            }
            return samples;
        }
    }
}
