package dev.nodecast.scheduler.autoscaling.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.scheduler.autoscaling.hpa.HpaController;
import dev.nodecast.scheduler.autoscaling.hpa.HpaDecision;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFeatures;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFlags;
import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.hpa.HpaObservation;
import dev.nodecast.scheduler.autoscaling.hpa.HpaState;
import dev.nodecast.scheduler.autoscaling.keda.ScaledObjectDecision.Activity;
import dev.nodecast.scheduler.autoscaling.keda.ScaledObjectDecision.Readiness;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.HpaBehavior;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.MetricTarget;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject.Advanced;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject.Fallback;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject.FallbackBehavior;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject.ReplicaCounts;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject.Timing;
import dev.nodecast.scheduler.model.autoscaling.SelectPolicy;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** KEDA's 0 to 1 and N to 0, worked out by hand. */
class ScaledObjectScalerTest {

    private static final long SECOND_NS = 1_000_000_000L;

    /** Polls happen a little after full seconds, as on a real cluster. */
    private static final long PHASE_NS = 250_000_000L;

    private static final TriggerReading FAILED = new TriggerReading.Failed("connection refused");
    private static final ReplicaCounts UP_TO_20 = new ReplicaCounts(null, null, 20);

    private static ScaleTrigger redis() {
        return ScaleTrigger.of("redis", Map.of("listName", "queue:pro", "listLength", "3"));
    }

    private static ScaledObject scaledObject(ReplicaCounts replicas, @Nullable Fallback fallback, String... pauses) {
        Labels annotations = Labels.NONE;
        for (String pause : pauses) {
            String[] parts = pause.split("=", 2);
            annotations = annotations.with("autoscaling.keda.sh/" + parts[0], parts[1]);
        }
        return new ScaledObject(
                ObjectMeta.named("worker").withAnnotations(annotations),
                ScaledObject.deployment("worker"),
                Timing.DEFAULT,
                replicas,
                List.of(redis()),
                fallback,
                Advanced.NONE);
    }

    private static ScaledObject withTriggers(ScaleTrigger... triggers) {
        return new ScaledObject(
                ObjectMeta.named("worker"),
                ScaledObject.deployment("worker"),
                Timing.DEFAULT,
                UP_TO_20,
                List.of(triggers),
                null,
                Advanced.NONE);
    }

    private static TriggerReading jobs(long count) {
        return new TriggerReading.Measured(count * 1000);
    }

    private static ScaledObjectDecision poll(
            ScaledObjectScaler scaler, ScaledObjectState state, long second, int replicas, TriggerReading... readings) {
        long nowNs = second * SECOND_NS + PHASE_NS;
        return scaler.poll(state, nowNs, new Workload(replicas, replicas), List.of(readings));
    }

    @Test
    void oneJobTakesItFromZeroToOneAndNoFurther() {
        ScaledObjectScaler scaler = new ScaledObjectScaler(scaledObject(UP_TO_20, null));
        ScaledObjectState state = scaler.initialState();
        assertThat(scaler.pollingIntervalNs()).isEqualTo(30 * SECOND_NS);
        assertThat(poll(scaler, state, 0, 0, jobs(0)).scaleTo()).isEmpty();
        // 1 > 0 is active; the 1,000 jobs are the HPA's business.
        assertThat(poll(scaler, state, 30, 0, jobs(1)).scaleTo()).hasValue(1);
        assertThat(poll(scaler, state, 60, 1, jobs(1000)).scaleTo()).isEmpty();
    }

    @Test
    void anEmptyQueueTakesItFromAnyNumberToZeroInOneStepAfterTheCooldown() {
        ScaledObjectScaler scaler = new ScaledObjectScaler(scaledObject(UP_TO_20, null));
        ScaledObjectState state = scaler.initialState();
        poll(scaler, state, 600, 12, jobs(5));
        // Last active at 600.25 s, stored as 600 s. 600 + 300 < now holds for the first time at 900.25 s.
        for (int second = 630; second < 900; second += 30) {
            ScaledObjectDecision waiting = poll(scaler, state, second, 12, jobs(0));
            assertThat(waiting.scaleTo()).isEmpty();
            assertThat(waiting.activity()).isEqualTo(Activity.COOLING_DOWN);
        }
        assertThat(poll(scaler, state, 900, 12, jobs(0)).scaleTo()).hasValue(0);
    }

    @Test
    void theCooldownIsStrictlyExceeded() {
        ScaledObjectScaler scaler = new ScaledObjectScaler(scaledObject(UP_TO_20, null));
        ScaledObjectState state = scaler.initialState();
        Workload two = new Workload(2, 2);
        scaler.poll(state, 600 * SECOND_NS, two, List.of(jobs(1)));
        assertThat(scaler.poll(state, 900 * SECOND_NS, two, List.of(jobs(0))).scaleTo())
                .isEmpty();
        assertThat(scaler.poll(state, 930 * SECOND_NS, two, List.of(jobs(0))).scaleTo())
                .hasValue(0);
    }

    @Test
    void aNewWorkloadThatWasNeverActiveGoesToZeroAfterTheInitialCooldown() {
        ScaledObject base = scaledObject(UP_TO_20, null);
        ScaledObject patient = new ScaledObject(
                base.meta(),
                base.scaleTargetRef(),
                new Timing(null, null, 120),
                base.replicas(),
                base.triggers(),
                null,
                base.advanced());
        ScaledObjectScaler scaler = new ScaledObjectScaler(patient);
        ScaledObjectState state = scaler.initialState();
        assertThat(poll(scaler, state, 90, 2, jobs(0)).scaleTo()).isEmpty();
        assertThat(poll(scaler, state, 120, 2, jobs(0)).scaleTo()).hasValue(0);
        ScaledObjectScaler hasty = new ScaledObjectScaler(base);
        assertThat(poll(hasty, hasty.initialState(), 0, 2, jobs(0)).scaleTo()).hasValue(0);
    }

    @Test
    void theActivationThresholdIsStrictlyExceeded() {
        ScaleTrigger trigger =
                ScaleTrigger.of("redis", Map.of("listName", "q", "listLength", "3", "activationListLength", "10"));
        ScaledObjectScaler scaler = new ScaledObjectScaler(withTriggers(trigger));
        ScaledObjectState state = scaler.initialState();
        assertThat(poll(scaler, state, 0, 0, jobs(10)).scaleTo()).isEmpty();
        assertThat(poll(scaler, state, 30, 0, jobs(11)).scaleTo()).hasValue(1);
    }

    @Test
    void minReplicaCountIsWhereItStartsAndStays() {
        ScaledObjectScaler scaler = new ScaledObjectScaler(scaledObject(new ReplicaCounts(null, 3, 20), null));
        ScaledObjectState state = scaler.initialState();
        assertThat(poll(scaler, state, 0, 0, jobs(1)).scaleTo()).hasValue(3);
        assertThat(poll(scaler, state, 30, 2, jobs(0)).scaleTo()).hasValue(3);
        assertThat(poll(scaler, state, 900, 5, jobs(0)).scaleTo()).isEmpty();
    }

    @Test
    void idleReplicasHoldWhileNothingIsActive() {
        ScaledObjectScaler scaler = new ScaledObjectScaler(scaledObject(new ReplicaCounts(0, 3, 20), null));
        ScaledObjectState state = scaler.initialState();
        assertThat(poll(scaler, state, 0, 1, jobs(1)).scaleTo()).hasValue(3);
        assertThat(poll(scaler, state, 301, 7, jobs(0)).scaleTo()).hasValue(0);
        assertThat(poll(scaler, state, 331, 0, jobs(0)).scaleTo()).isEmpty();
    }

    @Test
    void oneOfSeveralTriggersIsEnough() {
        ScaleTrigger cron = ScaleTrigger.of(
                "cron",
                Map.of("timezone", "Asia/Seoul", "start", "0 9 * * 1,5", "end", "0 18 * * *", "desiredReplicas", "4"));
        ScaledObjectScaler scaler = new ScaledObjectScaler(withTriggers(redis(), cron));
        ScaledObjectState state = scaler.initialState();
        TriggerReading closed = new TriggerReading.Scheduled(0, false);
        TriggerReading open = new TriggerReading.Scheduled(4000, true);
        assertThat(poll(scaler, state, 0, 0, jobs(0), closed).scaleTo()).isEmpty();
        assertThat(poll(scaler, state, 30, 0, jobs(0), open).scaleTo()).hasValue(1);
        assertThat(scaler.generatedHpa().orElseThrow().metrics())
                .map(metric -> ((MetricSpec.External) metric).metric().name())
                .containsExactly("s0-redis-queue-pro", "s1-cron-Asia-Seoul-09xx1Cm5-018xxx");
    }

    @Test
    void cpuAloneNeverGoesToZero() {
        ScaleTrigger cpu =
                new ScaleTrigger("cpu", "", Map.of("value", "60"), ScaleTrigger.MetricType.UTILIZATION, false);
        ScaledObjectScaler scaler = new ScaledObjectScaler(withTriggers(cpu));
        ScaledObjectDecision decision = poll(scaler, scaler.initialState(), 10_000, 2, TriggerReading.NONE);
        assertThat(decision.activity()).isEqualTo(Activity.ACTIVE);
        assertThat(decision.scaleTo()).isEmpty();
        assertThat(scaler.generatedHpa().orElseThrow().metrics())
                .containsExactly(new MetricSpec.Resource("cpu", new MetricTarget.Utilization(60)));
    }

    @Test
    void aTriggerThatCannotBeReadScalesNothing() {
        ScaledObjectScaler scaler = new ScaledObjectScaler(withTriggers(redis(), redis()));
        ScaledObjectState state = scaler.initialState();
        ScaledObjectDecision none = poll(scaler, state, 900, 4, FAILED, jobs(0));
        assertThat(none.scaleTo()).isEmpty();
        assertThat(none.readiness()).isEqualTo(Readiness.TRIGGER_ERROR);
        ScaledObjectDecision partly = poll(scaler, state, 930, 4, FAILED, jobs(1));
        assertThat(partly.readiness()).isEqualTo(Readiness.PARTIAL_TRIGGER_ERROR);
        assertThat(state.lastActiveNs()).isNull();
        // At zero the active one still counts.
        assertThat(poll(scaler, state, 960, 0, FAILED, jobs(1)).scaleTo()).hasValue(1);
    }

    @Test
    void afterTooManyFailuresTheFallbackAsksForItsReplicas() {
        Fallback fallback = new Fallback(3, 6, FallbackBehavior.STATIC);
        ScaledObjectScaler scaler = new ScaledObjectScaler(scaledObject(UP_TO_20, fallback));
        ScaledObjectState state = scaler.initialState();
        for (int second = 0; second < 90; second += 30) {
            assertThat(poll(scaler, state, second, 0, FAILED).scaleTo()).isEmpty();
        }
        // The fourth failure is above the threshold of 3: active, and 6 replicas at 3 jobs each are 18 jobs.
        assertThat(poll(scaler, state, 90, 0, FAILED).scaleTo()).hasValue(1);
        HpaDecisionProbe probe = new HpaDecisionProbe(scaler, state, 1);
        assertThat(probe.metricDesired(FAILED)).hasValue(6);
        // A good reading forgets the failures.
        assertThat(probe.metricDesired(jobs(9))).hasValue(3);
        assertThat(state.failures()).containsExactly(0);
    }

    @Test
    void aFallbackCanMeetThePresentReplicas() {
        assertThat(fallbackAt(FallbackBehavior.CURRENT_REPLICAS, 9)).hasValue(9);
        assertThat(fallbackAt(FallbackBehavior.CURRENT_REPLICAS_IF_HIGHER, 9)).hasValue(9);
        assertThat(fallbackAt(FallbackBehavior.CURRENT_REPLICAS_IF_HIGHER, 2)).hasValue(6);
        assertThat(fallbackAt(FallbackBehavior.CURRENT_REPLICAS_IF_LOWER, 9)).hasValue(6);
        assertThat(fallbackAt(FallbackBehavior.CURRENT_REPLICAS_IF_LOWER, 2)).hasValue(2);
    }

    private static OptionalInt fallbackAt(FallbackBehavior behavior, int replicas) {
        ScaledObjectScaler scaler = new ScaledObjectScaler(scaledObject(UP_TO_20, new Fallback(0, 6, behavior)));
        return new HpaDecisionProbe(scaler, scaler.initialState(), replicas).metricDesired(FAILED);
    }

    @Test
    void theGeneratedHpaTakesOverBetweenOneAndMax() {
        ScaledObjectScaler scaler = new ScaledObjectScaler(scaledObject(UP_TO_20, null));
        HorizontalPodAutoscaler hpa = scaler.generatedHpa().orElseThrow();
        assertThat(hpa.meta().name()).isEqualTo("keda-hpa-worker");
        assertThat(hpa.minReplicas()).isEqualTo(1);
        assertThat(hpa.maxReplicas()).isEqualTo(20);
        assertThat(hpa.behavior()).isNull();
        assertThat(hpa.metrics().getFirst().target()).isEqualTo(new MetricTarget.AverageValue(3000));
        ScaledObjectState state = scaler.initialState();
        // At 0 the HPA keeps out; at 1 it asks for ceil(60 / 3) = 20 and may go to 4.
        assertThat(new HpaDecisionProbe(scaler, state, 0).desired(jobs(60))).isZero();
        assertThat(new HpaDecisionProbe(scaler, state, 1).desired(jobs(60))).isEqualTo(4);
    }

    @Test
    void cachedMetricsAreThoseOfTheLastPoll() {
        ScaleTrigger cached = new ScaleTrigger("redis", "", redis().metadata(), null, true);
        ScaledObjectScaler scaler = new ScaledObjectScaler(withTriggers(cached));
        ScaledObjectState state = scaler.initialState();
        HpaDecisionProbe probe = new HpaDecisionProbe(scaler, state, 1);
        assertThat(probe.metricDesired(jobs(30))).hasValue(10);
        poll(scaler, state, 0, 1, jobs(6));
        assertThat(probe.metricDesired(jobs(30))).hasValue(2);
    }

    @Test
    void pausingStopsEverythingOrHoldsACount() {
        ScaledObjectScaler frozen = new ScaledObjectScaler(scaledObject(UP_TO_20, null, "paused=true"));
        assertThat(poll(frozen, frozen.initialState(), 0, 0, jobs(5)).scaleTo()).isEmpty();
        assertThat(frozen.generatedHpa()).isEmpty();
        ScaledObjectScaler held = new ScaledObjectScaler(scaledObject(UP_TO_20, null, "paused-replicas=4"));
        ScaledObjectDecision decision = poll(held, held.initialState(), 0, 9, jobs(5));
        assertThat(decision.scaleTo()).hasValue(4);
        assertThat(decision.activity()).isEqualTo(Activity.PAUSED);
        ScaledObjectScaler not = new ScaledObjectScaler(scaledObject(UP_TO_20, null, "paused=false"));
        assertThat(poll(not, not.initialState(), 0, 0, jobs(5)).scaleTo()).hasValue(1);
    }

    @Test
    void pausingOneDirectionDisablesItInTheHpaToo() {
        ScaledObjectScaler noIn = new ScaledObjectScaler(scaledObject(UP_TO_20, null, "paused-scale-in=true"));
        assertThat(poll(noIn, noIn.initialState(), 900, 5, jobs(0)).scaleTo()).isEmpty();
        HpaBehavior behavior = noIn.generatedHpa().orElseThrow().behavior();
        assertThat(behavior).isNotNull();
        assertThat(behavior.scaleUp()).isNull();
        assertThat(behavior.scaleDown().selectPolicy()).isEqualTo(SelectPolicy.DISABLED);
        ScaledObjectScaler noOut = new ScaledObjectScaler(scaledObject(UP_TO_20, null, "paused-scale-out=true"));
        assertThat(poll(noOut, noOut.initialState(), 0, 0, jobs(5)).scaleTo()).isEmpty();
    }

    @Test
    void activationCanBeForced() {
        ScaledObjectScaler forced = new ScaledObjectScaler(scaledObject(UP_TO_20, null, "force-activation=true"));
        assertThat(poll(forced, forced.initialState(), 0, 0, jobs(0)).scaleTo()).hasValue(1);
    }

    @Test
    void whatKedaRefusesIsNamed() {
        assertThatThrownBy(() -> new ScaledObjectScaler(scaledObject(new ReplicaCounts(null, 30, 20), null)))
                .hasMessageContaining("worker")
                .hasMessageContaining("found 30, expected at most maxReplicaCount 20");
        assertThatThrownBy(() -> new ScaledObjectScaler(scaledObject(new ReplicaCounts(3, 3, 20), null)))
                .hasMessageContaining("idleReplicaCount: found 3, expected less than minReplicaCount 3");
        assertThatThrownBy(() -> new ScaledObjectScaler(withTriggers(ScaleTrigger.of("kafka", Map.of()))))
                .hasMessageContaining("found kafka, expected one of aws-sqs-queue, cron, prometheus, redis");
        assertThatThrownBy(() -> new ScaledObjectScaler(withTriggers(ScaleTrigger.of("prometheus", Map.of()))))
                .hasMessageContaining("metadata.threshold: found nothing, expected a number");
    }

    /** One sync of the generated HPA over KEDA's metrics. */
    private record HpaDecisionProbe(ScaledObjectScaler scaler, ScaledObjectState state, int replicas) {

        OptionalInt metricDesired(TriggerReading reading) {
            return sync(reading).metricDesired();
        }

        int desired(TriggerReading reading) {
            return sync(reading).desiredReplicas();
        }

        private HpaDecision sync(TriggerReading reading) {
            HpaController controller = new HpaController(
                    scaler.generatedHpa().orElseThrow(), HpaFeatures.ofMinorVersion(37), HpaFlags.defaults());
            HpaMetrics metrics = scaler.metrics(state, new Workload(replicas, replicas), _ -> reading, HpaMetrics.NONE);
            return controller.sync(HpaState.initial(), new HpaObservation(0, replicas, replicas, List.of(), metrics));
        }
    }

    private static ScaledObject withFormula(
            String formula, String target, String activation, @Nullable Fallback fallback, ScaleTrigger... triggers) {
        return new ScaledObject(
                ObjectMeta.named("worker"),
                ScaledObject.deployment("worker"),
                Timing.DEFAULT,
                UP_TO_20,
                List.of(triggers),
                fallback,
                new Advanced("", null, false, new ScaledObject.ScalingModifiers(formula, target, activation, null)));
    }

    private static ScaleTrigger named(String name) {
        return new ScaleTrigger("redis", name, Map.of("listName", name, "listLength", "3"), null, false);
    }

    @Test
    void aFormulaIsTheOneMetricOfTheGeneratedHpaAndDecidesWhetherItIsActive() {
        ScaledObjectScaler scaler =
                new ScaledObjectScaler(withFormula("pro * 2 + free", "4", "5", null, named("pro"), named("free")));
        HorizontalPodAutoscaler hpa = scaler.generatedHpa().orElseThrow();
        assertThat(hpa.metrics()).hasSize(1);
        MetricSpec.External metric = (MetricSpec.External) hpa.metrics().getFirst();
        assertThat(metric.metric().name()).isEqualTo("composite-metric");
        assertThat(metric.target()).isEqualTo(new MetricTarget.AverageValue(4000));

        ScaledObjectState state = scaler.initialState();
        // each trigger alone would be active with a single job; the formula is from 6 on
        assertThat(poll(scaler, state, 0, 0, jobs(1), jobs(3)).scaleTo()).isEmpty();
        assertThat(poll(scaler, state, 30, 0, jobs(1), jobs(4)).scaleTo()).hasValue(1);
        HpaMetrics served = scaler.metrics(state, new Workload(1, 1), i -> jobs(i == 0 ? 7 : 1), HpaMetrics.NONE);
        assertThat(served.externalMilli(metric.metric())).containsExactly(15_000);
    }

    @Test
    void aTriggerOfAFormulaThatCannotBeReadStopsItUntilTheFallbackStandsForTheWhole() {
        Fallback fallback = new Fallback(2, 6, FallbackBehavior.STATIC);
        ScaledObjectScaler scaler =
                new ScaledObjectScaler(withFormula("pro + free", "4", "", fallback, named("pro"), named("free")));
        ScaledObjectState state = scaler.initialState();
        MetricSpec.External metric = (MetricSpec.External)
                scaler.generatedHpa().orElseThrow().metrics().getFirst();
        for (int read = 1; read <= 3; read++) {
            HpaMetrics served =
                    scaler.metrics(state, new Workload(1, 1), i -> i == 0 ? FAILED : jobs(1), HpaMetrics.NONE);
            long[] values = served.externalMilli(metric.metric());
            assertThat(values).containsExactly(read <= 2 ? new long[0] : new long[] {24_000}); // 6 replicas of 4
        }
    }

    @Test
    void whatKedaRefusesOfAFormulaIsRefused() {
        assertThatThrownBy(() -> new ScaledObjectScaler(withFormula("pro + x", "4", "", null, named("pro"))))
                .hasMessageContaining("advanced.scalingModifiers.formula")
                .hasMessageContaining("`x`");
        assertThatThrownBy(() -> new ScaledObjectScaler(withFormula("pro", "0", "", null, named("pro"))))
                .hasMessageContaining("scalingModifiers.target: found 0");
        assertThatThrownBy(() -> new ScaledObjectScaler(withFormula("pro", "4", "", null, named("pro"), redis())))
                .hasMessageContaining("a trigger of type redis without a name");
        assertThatThrownBy(() -> new ScaledObjectScaler(withFormula("pro", "4", "", null, named("pro"), named("pro"))))
                .hasMessageContaining("two triggers named pro");
    }
}
