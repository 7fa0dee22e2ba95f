package dev.nodecast.scheduler.autoscaling.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.HpaBehavior;
import dev.nodecast.scheduler.model.autoscaling.HpaDefaults;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.MetricTarget;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.model.autoscaling.ScalingPolicy;
import dev.nodecast.scheduler.model.autoscaling.ScalingRules;
import dev.nodecast.scheduler.model.autoscaling.SelectPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What holds for every autoscaler and every metric series. */
class HpaPropertiesTest {

    private static final HpaFeatures V1_37 = HpaFeatures.ofMinorVersion(37);

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void replicasStayWithinBounds(
            @ForAll("autoscalers") HorizontalPodAutoscaler hpa,
            @ForAll @Size(60) List<@IntRange(min = -1, max = 400) Integer> jobs,
            @ForAll @IntRange(min = 0, max = 60) int initial) {
        int min = hpa.minReplicasOrDefault();
        for (HpaReplay.Row row : replay(hpa, initial, jobs)) {
            int desired = row.decision().desiredReplicas();
            if (row.replicas() == 0 && desired == 0) {
                continue;
            }
            assertThat(desired).isBetween(min, hpa.maxReplicas());
        }
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void growthWithinAPeriodNeverExceedsTheMostGenerousPolicy(
            @ForAll("autoscalers") HorizontalPodAutoscaler hpa,
            @ForAll @Size(80) List<@IntRange(min = -1, max = 400) Integer> jobs) {
        HpaBehavior behavior = HpaDefaults.apply(hpa).behavior();
        List<HpaReplay.Row> rows = replay(hpa, Math.max(1, hpa.minReplicasOrDefault()), jobs);
        for (HpaReplay.Row row : rows) {
            int before = row.replicas();
            int after = row.decision().desiredReplicas();
            if (!row.decision().metricsEvaluated() || after <= before) {
                continue;
            }
            if (behavior == null) {
                assertThat(after).isLessThanOrEqualTo(Math.max(2 * before, 4));
            } else {
                assertThat(after).isLessThanOrEqualTo(mostAllowed(rows, row, behavior.scaleUp()));
            }
        }
    }

    /** The bound from the definition: replicas at the start of each policy's period, taken from the rows themselves. */
    private static int mostAllowed(List<HpaReplay.Row> rows, HpaReplay.Row row, ScalingRules rules) {
        assertThat(rules.selectPolicy()).isNotEqualTo(SelectPolicy.DISABLED);
        int most = 0;
        for (ScalingPolicy policy : rules.policies()) {
            long startNs = row.timeNs() - policy.periodSeconds() * 1_000_000_000L;
            int start = row.replicas();
            for (HpaReplay.Row earlier : rows) {
                if (earlier.timeNs() > startNs && earlier.timeNs() < row.timeNs()) {
                    start = earlier.replicas();
                    break;
                }
            }
            int allowed = policy.type() == ScalingPolicy.Type.PODS
                    ? start + policy.value()
                    : (start * (100 + policy.value()) + 99) / 100;
            most = Math.max(most, allowed);
        }
        return most;
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aDisabledDirectionNeverMoves(
            @ForAll("autoscalers") HorizontalPodAutoscaler hpa,
            @ForAll boolean up,
            @ForAll @Size(60) List<@IntRange(min = -1, max = 400) Integer> jobs) {
        HpaBehavior given = hpa.behavior() == null ? new HpaBehavior(null, null) : hpa.behavior();
        HpaBehavior disabled = up
                ? new HpaBehavior(disabled(given.scaleUp()), given.scaleDown())
                : new HpaBehavior(given.scaleUp(), disabled(given.scaleDown()));
        int initial = Math.max(1, hpa.minReplicasOrDefault());
        for (HpaReplay.Row row : replay(withBehavior(hpa, disabled), initial, jobs)) {
            int change = row.decision().desiredReplicas() - row.replicas();
            assertThat(up ? change : -change).isLessThanOrEqualTo(0);
        }
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void moreOfTheMetricNeverMeansFewerReplicas(
            @ForAll("autoscalers") HorizontalPodAutoscaler hpa,
            @ForAll @Size(30) List<@IntRange(min = -1, max = 400) Integer> jobs,
            @ForAll @IntRange(min = 0, max = 400_000) int milli,
            @ForAll @IntRange(min = 0, max = 400_000) int more) {
        HpaReplay replay = newReplay(hpa, Math.max(1, hpa.minReplicasOrDefault()));
        HpaReplay.Row last = replay.run(series(jobs)).getLast();
        int replicas = last.decision().desiredReplicas();
        HpaController controller = new HpaController(hpa, V1_37, HpaFlags.defaults());
        HpaDecision less = controller.sync(replay.state().copy(), next(last, replicas, milli));
        HpaDecision greater = controller.sync(replay.state().copy(), next(last, replicas, (long) milli + more));
        assertThat(greater.desiredReplicas()).isGreaterThanOrEqualTo(less.desiredReplicas());
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aMetricThatCannotBeReadChangesNothing(
            @ForAll("autoscalers") HorizontalPodAutoscaler hpa,
            @ForAll @Size(30) List<@IntRange(min = 0, max = 400) Integer> jobs) {
        HpaReplay replay = newReplay(hpa, Math.max(1, hpa.minReplicasOrDefault()));
        replay.run(series(jobs));
        HpaState.History before = replay.state().history();
        HpaReplay.Row row = replay.sync(OptionalLong.empty());
        assertThat(row.decision().rescaled()).isFalse();
        assertThat(replay.state().history()).isEqualTo(before);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void defaultingTwiceIsDefaultingOnce(@ForAll("autoscalers") HorizontalPodAutoscaler hpa) {
        HorizontalPodAutoscaler once = HpaDefaults.apply(hpa);
        assertThat(HpaDefaults.apply(once)).isEqualTo(once);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void theSameInputGivesTheSameDecisions(
            @ForAll("autoscalers") HorizontalPodAutoscaler hpa,
            @ForAll @Size(40) List<@IntRange(min = -1, max = 400) Integer> jobs) {
        assertThat(replay(hpa, 3, jobs)).isEqualTo(replay(hpa, 3, jobs));
    }

    private static HpaObservation next(HpaReplay.Row last, int replicas, long milli) {
        long nowNs = last.timeNs() + HpaFlags.DEFAULT_SYNC_PERIOD_NS;
        return new HpaObservation(nowNs, replicas, replicas, List.of(), new HpaMetrics() {
            @Override
            public long[] externalMilli(MetricIdentifier metric) {
                return new long[] {milli};
            }
        });
    }

    private static List<HpaReplay.Row> replay(HorizontalPodAutoscaler hpa, int initial, List<Integer> jobs) {
        return newReplay(hpa, initial).run(series(jobs));
    }

    private static HpaReplay newReplay(HorizontalPodAutoscaler hpa, int initial) {
        return new HpaReplay(
                new HpaController(hpa, V1_37, HpaFlags.defaults()), HpaState.initial(), HpaReplay.World.of(initial));
    }

    /** Jobs in the queue by sync; -1 is a metric that cannot be read. */
    private static List<OptionalLong> series(List<Integer> jobs) {
        List<OptionalLong> series = new ArrayList<>();
        for (int count : jobs) {
            series.add(count < 0 ? OptionalLong.empty() : OptionalLong.of(count * 1000L));
        }
        return series;
    }

    private static ScalingRules disabled(@Nullable ScalingRules rules) {
        return (rules == null ? ScalingRules.empty() : rules).withSelectPolicy(SelectPolicy.DISABLED);
    }

    private static HorizontalPodAutoscaler withBehavior(HorizontalPodAutoscaler hpa, HpaBehavior behavior) {
        return new HorizontalPodAutoscaler(
                hpa.meta(), hpa.scaleTargetRef(), hpa.minReplicas(), hpa.maxReplicas(), hpa.metrics(), behavior);
    }

    @Provide
    Arbitrary<HorizontalPodAutoscaler> autoscalers() {
        Arbitrary<Integer> min = Arbitraries.integers().between(0, 5);
        Arbitrary<Integer> max = Arbitraries.integers().between(5, 50);
        Arbitrary<Integer> target = Arbitraries.integers().between(500, 20_000);
        Arbitrary<HpaBehavior> behavior = Combinators.combine(rules().injectNull(0.2), rules().injectNull(0.2))
                .as(HpaBehavior::new);
        return Combinators.combine(min, max, target, behavior.injectNull(0.2))
                .as((lowest, highest, milli, rules) -> new HorizontalPodAutoscaler(
                        ObjectMeta.named("worker"),
                        new ObjectReference("apps/v1", "Deployment", "worker"),
                        lowest,
                        highest,
                        List.of(new MetricSpec.External(
                                MetricIdentifier.named("queue"), new MetricTarget.AverageValue(milli))),
                        rules));
    }

    private static Arbitrary<ScalingRules> rules() {
        Arbitrary<Integer> window = Arbitraries.of(0, 15, 60, 300).injectNull(0.2);
        Arbitrary<SelectPolicy> select =
                Arbitraries.of(SelectPolicy.MAX, SelectPolicy.MIN).injectNull(0.3);
        Arbitrary<ScalingPolicy> policy = Combinators.combine(
                        Arbitraries.of(ScalingPolicy.Type.class),
                        Arbitraries.of(1, 4, 10, 50, 100),
                        Arbitraries.of(15, 30, 60, 300))
                .as(ScalingPolicy::new);
        Arbitrary<List<ScalingPolicy>> policies =
                policy.list().ofMinSize(1).ofMaxSize(3).injectNull(0.2);
        Arbitrary<Double> tolerance = Arbitraries.of(0.0, 0.05, 0.5).injectNull(0.5);
        return Combinators.combine(window, select, policies, tolerance).as(ScalingRules::new);
    }
}
