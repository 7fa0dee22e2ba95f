package dev.nodecast.scheduler.review.autoscaling;

import dev.nodecast.scheduler.autoscaling.hpa.HpaCondition;
import dev.nodecast.scheduler.autoscaling.hpa.HpaConditions;
import dev.nodecast.scheduler.autoscaling.hpa.HpaController;
import dev.nodecast.scheduler.autoscaling.hpa.HpaDecision;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFeatures;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFlags;
import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.hpa.HpaObservation;
import dev.nodecast.scheduler.autoscaling.hpa.HpaState;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Runs an HPA against a target that it scaled to zero itself an hour ago, with every feature on that lets it act there, and a
 * metric that is now far above any target.
 */
final class AtZero {

    private static final int SYNCS = 60;
    private static final long SYNC_NS = HpaFlags.DEFAULT_SYNC_PERIOD_NS;
    private static final long START_NS = 3_600L * 1_000_000_000;
    private static final long HUGE_MILLI = 1_000_000_000L;
    private static final HpaCondition SCALED_TO_ZERO = new HpaCondition(true, "ScaledToZero", "");

    private static final HpaMetrics HIGH = new HpaMetrics() {
        @Override
        public long[] externalMilli(MetricIdentifier metric) {
            return new long[] {HUGE_MILLI};
        }

        @Override
        public OptionalLong objectMilli(ObjectReference describedObject, MetricIdentifier metric) {
            return OptionalLong.of(HUGE_MILLI);
        }
    };

    private AtZero() {}

    /** How many minutes of syncs the run covers. */
    static int minutes() {
        return (int) (SYNCS * SYNC_NS / 60_000_000_000L);
    }

    /** The first number of replicas above zero that it asks for; empty where it stays at zero. */
    static OptionalInt firstStep(HorizontalPodAutoscaler hpa) {
        HpaController controller =
                new HpaController(readable(hpa), HpaFeatures.ofMinorVersion(37, true), HpaFlags.defaults());
        HpaState state = HpaState.of(HpaState.History.EMPTY, new HpaConditions(null, null, null, SCALED_TO_ZERO));
        for (int sync = 0; sync < SYNCS; sync++) {
            HpaDecision decision =
                    controller.sync(state, new HpaObservation(START_NS + sync * SYNC_NS, 0, 0, List.of(), HIGH));
            if (decision.desiredReplicas() > 0) {
                return OptionalInt.of(decision.desiredReplicas());
            }
        }
        return OptionalInt.empty();
    }

    /** The same with metrics that can be read whatever their selectors say: whether they can is another question. */
    private static HorizontalPodAutoscaler readable(HorizontalPodAutoscaler hpa) {
        return new HorizontalPodAutoscaler(
                hpa.meta(),
                hpa.scaleTargetRef(),
                hpa.minReplicas(),
                hpa.maxReplicas(),
                hpa.metrics().stream().map(AtZero::readable).toList(),
                hpa.behavior());
    }

    private static MetricSpec readable(MetricSpec metric) {
        return switch (metric) {
            case MetricSpec.External external ->
                new MetricSpec.External(MetricIdentifier.named(external.metric().name()), external.target());
            case MetricSpec.ObjectMetric object ->
                new MetricSpec.ObjectMetric(
                        object.describedObject(),
                        MetricIdentifier.named(object.metric().name()),
                        object.target());
            case MetricSpec.Pods _, MetricSpec.Resource _, MetricSpec.ContainerResource _ -> metric;
        };
    }
}
