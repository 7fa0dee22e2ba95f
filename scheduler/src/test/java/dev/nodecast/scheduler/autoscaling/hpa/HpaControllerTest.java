package dev.nodecast.scheduler.autoscaling.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.HpaBehavior;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.MetricTarget;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.model.autoscaling.ScalingPolicy;
import dev.nodecast.scheduler.model.autoscaling.ScalingRules;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Cases worked out by hand, first of all the design document's HPA. */
class HpaControllerTest {

    private static final long SECOND_NS = 1_000_000_000L;
    private static final HpaFlags FLAGS = HpaFlags.defaults();
    private static final HpaFeatures V1_37 = HpaFeatures.ofMinorVersion(37);

    /** The design's behavior: up at once by 100 % in 15 s, down by 50 % in 60 s after 300 s. */
    private static final HpaBehavior DESIGN = new HpaBehavior(
            new ScalingRules(0, null, List.of(ScalingPolicy.percent(100, 15)), null),
            new ScalingRules(300, null, List.of(ScalingPolicy.percent(50, 60)), null));

    private static HorizontalPodAutoscaler hpa(@Nullable Integer min, @Nullable HpaBehavior behavior) {
        return hpa(
                min,
                behavior,
                new MetricSpec.External(
                        MetricIdentifier.named("celery_queue_length"), new MetricTarget.AverageValue(3000)));
    }

    private static HorizontalPodAutoscaler hpa(
            @Nullable Integer min, @Nullable HpaBehavior behavior, MetricSpec... metrics) {
        ObjectReference target = new ObjectReference("apps/v1", "Deployment", "worker");
        return new HorizontalPodAutoscaler(ObjectMeta.named("worker"), target, min, 20, List.of(metrics), behavior);
    }

    private static HpaReplay replay(HorizontalPodAutoscaler hpa, HpaFeatures features, int replicas) {
        return new HpaReplay(new HpaController(hpa, features, FLAGS), HpaState.initial(), HpaReplay.World.of(replicas));
    }

    private static List<Integer> desired(HpaReplay replay, int syncs, long jobs) {
        return replay.run(Collections.nCopies(syncs, OptionalLong.of(jobs * 1000))).stream()
                .map(row -> row.decision().desiredReplicas())
                .toList();
    }

    @Test
    void theDesignsHpaReachesZeroAndNeverLeavesIt() {
        HpaReplay replay = replay(hpa(0, DESIGN), V1_37, 1);
        // The first sync stores the recommendation 1 at 0 s; it holds until it is 300 s old: sync 20 at 300 s.
        // int(1 * (1 - 0.5)) = 0.
        List<Integer> down = desired(replay, 21, 0);
        assertThat(down.subList(0, 20)).containsOnly(1);
        assertThat(down.get(20)).isZero();
        assertThat(replay.state().conditions().isScaledToZero()).isTrue();
        // 1,000 jobs for a month: ceil(1000 / 3) = 334 are wanted, ceil(0 * (1 + 100 / 100)) = 0 are allowed. The
        // event of the last scale-down is exactly 15 s old at the next sync, so it does not count.
        int month = 30 * 24 * 3600 / 15;
        assertThat(desired(replay, month, 1000)).containsOnly(0);
        HpaConditions stuck = replay.state().conditions();
        assertThat(ConditionText.describe(stuck))
                .containsEntry("ScalingActive", "True/ValidMetricFound")
                .containsEntry("ScalingLimited", "True/ScaleUpLimit");
    }

    @Test
    void oneMorePolicyInPodsLetsTheDesignsHpaLeaveZero() {
        HpaBehavior repaired = new HpaBehavior(
                new ScalingRules(0, null, List.of(ScalingPolicy.pods(1, 15), ScalingPolicy.percent(100, 15)), null),
                DESIGN.scaleDown());
        HpaReplay replay = replay(hpa(0, repaired), V1_37, 1);
        desired(replay, 21, 0);
        // max(0 + 1, 0 * 2), max(1 + 1, 1 * 2), then doubling up to maxReplicas.
        assertThat(desired(replay, 6, 1000)).containsExactly(1, 2, 4, 8, 16, 20);
    }

    @Test
    void aTargetThatAPersonSetToZeroStaysThere() {
        HpaReplay replay = replay(hpa(0, null), V1_37, 0);
        assertThat(desired(replay, 3, 1000)).containsOnly(0);
        assertThat(ConditionText.describe(replay.state().conditions()))
                .containsEntry("ScalingActive", "False/ScalingDisabled");
    }

    @Test
    void zeroReplicasFollowTheClustersVersion() {
        // 1.35: minReplicas 0 is enough to act; without behavior up to max(2 * 0, 4) = 4 at once.
        assertThat(desired(replay(hpa(0, null), HpaFeatures.ofMinorVersion(35), 0), 2, 1000))
                .containsExactly(4, 8);
        assertThat(desired(replay(hpa(1, null), HpaFeatures.ofMinorVersion(35), 0), 2, 1000))
                .containsOnly(0);
        // 1.36 has the condition but not the gate; 1.37 has both, and this target was not scaled to zero by it.
        assertThat(desired(replay(hpa(0, null), HpaFeatures.ofMinorVersion(36), 0), 2, 1000))
                .containsOnly(0);
        assertThat(desired(replay(hpa(0, null), V1_37, 0), 2, 1000)).containsOnly(0);
        assertThat(HpaFeatures.acceptsMinReplicasZero(36)).isFalse();
        assertThat(HpaFeatures.acceptsMinReplicasZero(37)).isTrue();
    }

    @Test
    void configurableToleranceCountsFromVersion35() {
        HpaBehavior exact = new HpaBehavior(new ScalingRules(null, null, null, 0.0), null);
        // 31 jobs for 10 replicas at 3 each: ratio 1.033, within 0.1 but not within 0; ceil(31 / 3) = 11.
        assertThat(desired(replay(hpa(1, exact), HpaFeatures.ofMinorVersion(34), 10), 1, 31))
                .containsExactly(10);
        assertThat(desired(replay(hpa(1, exact), HpaFeatures.ofMinorVersion(35), 10), 1, 31))
                .containsExactly(11);
    }

    @Test
    void aToleranceIsReadAsTheApiServerStoresIt() {
        assertThat(ScalingRules.toleranceOf(new BigDecimal("0.05"))).isEqualTo(50 * 0.001);
        assertThat(ScalingRules.toleranceOf(new BigDecimal("0.009"))).isEqualTo(9 * 0.001);
        assertThat(ScalingRules.toleranceOf(new BigDecimal("2.00"))).isEqualTo(2.0);
        assertThat(ScalingRules.toleranceOf(new BigDecimal("0.0005"))).isEqualTo(500 * 0.000001);
    }

    @Test
    void aNegativeExternalMetricCountsAsAnOverflowForAnAverage() {
        HpaReplay replay = replay(hpa(1, null), V1_37, 2);
        HpaDecision decision = replay.sync(OptionalLong.of(-1)).decision();
        assertThat(decision.metricDesired()).isEqualTo(OptionalInt.of(Integer.MAX_VALUE));
        assertThat(decision.desiredReplicas()).isEqualTo(4);
    }

    @Test
    void aFailedWriteKeepsTheReplicasAndStoresNoScaleEvent() {
        HpaController controller = new HpaController(hpa(1, DESIGN), V1_37, FLAGS);
        HpaState state = HpaState.initial();
        HpaDecision wanted = controller.decide(state, observation(2, external(30_000)));
        assertThat(wanted.desiredReplicas()).isEqualTo(4);
        HpaDecision failed = controller.rescaleFailed(state, wanted, "conflict");
        assertThat(failed.rescaled()).isFalse();
        assertThat(failed.events()).extracting(HpaEvent::reason).containsExactly("FailedRescale");
        assertThat(ConditionText.describe(state.conditions()))
                .containsEntry("AbleToScale", "False/FailedUpdateScale")
                .doesNotContainKey("ScaledToZero");
        assertThat(state.history().scaleUpEvents()).isEmpty();
    }

    @Test
    void anAmbiguousSelectorStopsScaling() {
        HpaController controller = new HpaController(hpa(1, null), V1_37, FLAGS);
        HpaState state = HpaState.initial();
        HpaObservation observed =
                new HpaObservation(0, 2, 2, List.of(), external(30_000), HpaObservation.Selector.AMBIGUOUS);
        assertThat(controller.sync(state, observed).rescaled()).isFalse();
        assertThat(ConditionText.describe(state.conditions()))
                .containsEntry("ScalingActive", "False/AmbiguousSelector");
    }

    @Test
    void aMissingTargetIsReported() {
        HpaController controller = new HpaController(hpa(1, null), V1_37, FLAGS);
        HpaState state = HpaState.initial();
        HpaDecision decision =
                controller.scaleNotFound(state, observation(0, HpaMetrics.NONE), "deployment worker not found");
        assertThat(decision.error()).contains("worker not found");
        assertThat(ConditionText.describe(state.conditions())).containsEntry("AbleToScale", "False/FailedGetScale");
    }

    @Test
    void withoutMetricsTheDefaultIsEightyPercentCpu() {
        HpaController controller = new HpaController(hpa(null, null, new MetricSpec[0]), V1_37, FLAGS);
        assertThat(controller.spec().minReplicas()).isEqualTo(1);
        // 2 pods use 100 % of their requests: ratio 100 / 80 = 1.25, ceil(1.25 * 2) = 3.
        HpaDecision decision = controller.sync(HpaState.initial(), pods(2, resource("cpu", 1000, 1000)));
        assertThat(decision.desiredReplicas()).isEqualTo(3);
    }

    @Test
    void memoryPerPodIsComparedWithoutRequestsAndWithoutRulesForStartingPods() {
        MetricSpec memory = new MetricSpec.Resource("memory", new MetricTarget.AverageValue(1000));
        HpaController controller = new HpaController(hpa(1, null, memory), V1_37, FLAGS);
        // (1500 + 2501) / 2 = 2000 (truncated); 2000 / 1000 = 2; ceil(2 * 2) = 4.
        assertThat(controller
                        .sync(HpaState.initial(), pods(2, resource("memory", 1500, 2501)))
                        .desiredReplicas())
                .isEqualTo(4);
    }

    @Test
    void aProposalThatTurnsRoundBecauseFewerPodsAreListedIsDropped() {
        MetricSpec memory = new MetricSpec.Resource("memory", new MetricTarget.AverageValue(1000));
        HpaController controller = new HpaController(hpa(1, null, memory), V1_37, FLAGS);
        List<ObservedPod> four = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            four.add(pod(i, ObservedPod.Requests.NONE));
        }
        // 3 of 4 pods listed use twice the target, the fourth has no sample: 6000 / 4 = 1500, 1.5 * 4 = 6 replicas.
        // From 5 replicas that is more, as the ratio says; from 10, of which 6 are not listed, it would be fewer.
        HpaMetrics metrics = resource("memory", 2000, 2000, 2000);
        assertThat(controller
                        .sync(HpaState.initial(), new HpaObservation(0, 5, 5, four, metrics))
                        .metricDesired())
                .hasValue(6);
        assertThat(controller
                        .sync(HpaState.initial(), new HpaObservation(0, 10, 10, four, metrics))
                        .metricDesired())
                .hasValue(10);
    }

    @Test
    void aContainerResourceLooksAtItsContainerOnly() {
        MetricSpec container = new MetricSpec.ContainerResource("cpu", "worker", new MetricTarget.Utilization(50));
        HpaController controller = new HpaController(hpa(1, null, container), V1_37, FLAGS);
        HpaMetrics metrics = new HpaMetrics() {
            @Override
            public Map<String, PodMetricSample> containerResource(MetricSpec.ContainerResource metric) {
                assertThat(metric.container()).isEqualTo("worker");
                return Map.of("pod-0", new PodMetricSample(600, 0, 0));
            }
        };
        ObservedPod.Requests requests = new ObservedPod.Requests(
                Map.of("cpu", 9000L),
                List.of(
                        new ObservedPod.Container("sidecar", Map.of()),
                        new ObservedPod.Container("worker", Map.of("cpu", 400L))));
        // The sidecar without request and the pod-level request do not matter: 600 / 400 = 150 %, 150 / 50 = 3.
        assertThat(controller
                        .sync(HpaState.initial(), new HpaObservation(0, 1, 1, List.of(pod(0, requests)), metrics))
                        .desiredReplicas())
                .isEqualTo(3);
        ObservedPod.Requests without =
                new ObservedPod.Requests(null, List.of(new ObservedPod.Container("other", Map.of("cpu", 400L))));
        HpaState state = HpaState.initial();
        HpaDecision failed = controller.sync(state, new HpaObservation(0, 1, 1, List.of(pod(0, without)), metrics));
        assertThat(failed.error()).contains("pod-0").contains("worker");
        assertThat(ConditionText.describe(state.conditions()))
                .containsEntry("ScalingActive", "False/FailedGetContainerResourceMetric");
    }

    @Test
    void podLevelRequestsReplaceTheContainers() {
        MetricSpec cpu = new MetricSpec.Resource("cpu", new MetricTarget.Utilization(50));
        HpaController controller = new HpaController(hpa(1, null, cpu), V1_37, FLAGS);
        ObservedPod.Requests podLevel = new ObservedPod.Requests(
                Map.of("cpu", 2000L), List.of(new ObservedPod.Container("worker", Map.of("cpu", 400L))));
        // 2000 / 2000 = 100 %, 100 / 50 = 2 replicas; by the container it would have been 500 %.
        assertThat(controller
                        .sync(
                                HpaState.initial(),
                                new HpaObservation(0, 1, 1, List.of(pod(0, podLevel)), resource("cpu", 2000)))
                        .desiredReplicas())
                .isEqualTo(2);
    }

    @Test
    void aTargetTypeThatAMetricDoesNotHaveMakesItInvalid() {
        MetricSpec external = new MetricSpec.External(MetricIdentifier.named("q"), new MetricTarget.Utilization(50));
        HpaController controller = new HpaController(hpa(1, null, external), V1_37, FLAGS);
        HpaState state = HpaState.initial();
        assertThat(controller.sync(state, observation(2, external(1))).error()).isNotNull();
        assertThat(ConditionText.describe(state.conditions()))
                .containsEntry("ScalingActive", "False/FailedGetExternalMetric");
    }

    @Test
    void aSelectorWithAnInvalidLabelValueCannotBeReadAtAnySync() {
        MetricIdentifier metric = new MetricIdentifier("queue", LabelSelector.of("queue_name", "queue:pro"));
        HorizontalPodAutoscaler hpa =
                hpa(1, DESIGN, new MetricSpec.External(metric, new MetricTarget.AverageValue(3000)));
        HpaState state = HpaState.initial();
        new HpaController(hpa, V1_37, FLAGS).sync(state, observation(1, external(60_000)));
        assertThat(ConditionText.describe(state.conditions()))
                .containsEntry("ScalingActive", "False/FailedGetExternalMetric");
    }

    @Test
    void anAbsurdObjectMetricAsksForNothingWhereAnExternalOneIsCapped() {
        ObjectReference ingress = new ObjectReference("networking.k8s.io/v1", "Ingress", "web");
        MetricSpec object = new MetricSpec.ObjectMetric(
                ingress, MetricIdentifier.named("requests"), new MetricTarget.AverageValue(1));
        HpaMetrics huge = new HpaMetrics() {
            @Override
            public OptionalLong objectMilli(ObjectReference describedObject, MetricIdentifier metric) {
                return OptionalLong.of(Long.MAX_VALUE);
            }
        };
        HpaDecision decision =
                new HpaController(hpa(1, null, object), V1_37, FLAGS).sync(HpaState.initial(), observation(2, huge));
        // int32(math.Ceil(9.2e18)) on amd64
        assertThat(decision.metricDesired()).hasValue(Integer.MIN_VALUE);
        assertThat(new HpaController(hpa(1, null), V1_37, FLAGS)
                        .sync(HpaState.initial(), observation(2, external(Long.MAX_VALUE)))
                        .metricDesired())
                .hasValue(Integer.MAX_VALUE);
    }

    @Test
    void aCopyOfTheStateGoesItsOwnWay() {
        HpaController controller = new HpaController(hpa(1, DESIGN), V1_37, FLAGS);
        HpaState state = HpaState.initial();
        controller.sync(state, observation(2, external(6_000)));
        HpaState.History before = state.history();
        HpaState copy = state.copy();
        controller.sync(copy, new HpaObservation(15 * SECOND_NS, 2, 2, List.of(), external(60_000)));
        assertThat(state.history()).isEqualTo(before);
        assertThat(copy.history()).isNotEqualTo(before);
    }

    @Test
    void aMonthOfSyncsKeepsTheHistoriesSmall() {
        HpaReplay replay = replay(hpa(1, DESIGN), V1_37, 1);
        for (int sync = 0; sync < 178_000; sync++) {
            replay.sync(OptionalLong.of(sync / 40 % 60 * 1000L));
        }
        // 300 s of windows hold 20 recommendations at 15 s; one more is as old as the window and one is about to go.
        assertThat(replay.state().history().recommendations()).hasSizeLessThanOrEqualTo(22);
        assertThat(replay.state().history().scaleDownEvents()).hasSizeLessThanOrEqualTo(6);
    }

    private static HpaObservation observation(int replicas, HpaMetrics metrics) {
        return new HpaObservation(0, replicas, replicas, List.of(), metrics);
    }

    private static HpaObservation pods(int count, HpaMetrics metrics) {
        List<ObservedPod> pods = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pods.add(pod(i, ObservedPod.Requests.ofContainer("worker", Map.of("cpu", 1000L))));
        }
        return new HpaObservation(0, count, count, pods, metrics);
    }

    private static ObservedPod pod(int index, ObservedPod.Requests requests) {
        return new ObservedPod(
                "pod-" + index,
                ObservedPod.Phase.RUNNING,
                ObservedPod.Readiness.TRUE,
                -3600 * SECOND_NS,
                -3500 * SECOND_NS,
                false,
                requests);
    }

    private static HpaMetrics external(long milli) {
        return new HpaMetrics() {
            @Override
            public long[] externalMilli(MetricIdentifier metric) {
                return new long[] {milli};
            }
        };
    }

    private static HpaMetrics resource(String name, long... milli) {
        return new HpaMetrics() {
            @Override
            public Map<String, PodMetricSample> resource(String resource) {
                assertThat(resource).isEqualTo(name);
                Map<String, PodMetricSample> samples = new LinkedHashMap<>();
                for (long value : milli) {
                    samples.put("pod-" + samples.size(), new PodMetricSample(value, 0, 15 * SECOND_NS));
                }
                return samples;
            }
        };
    }
}
