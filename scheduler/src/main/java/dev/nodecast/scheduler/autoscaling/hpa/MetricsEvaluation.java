package dev.nodecast.scheduler.autoscaling.hpa;

import dev.nodecast.scheduler.manifest.grammar.LabelSyntax;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.MetricTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads all metrics of an autoscaler and takes the largest proposal. With an invalid metric among them the rest may
 * scale up but not down. Rules: Kubernetes, pkg/controller/podautoscaler/horizontal.go, computeReplicasForMetrics.
 */
final class MetricsEvaluation {

    private static final String NO_VALUE = "the metrics API returned no value";
    private static final String BAD_SELECTOR = "a label value of the metric's selector is invalid";
    private static final String NO_TARGET = "the target is of a type that this kind of metric does not have";
    private static final HpaCondition NO_SELECTOR =
            new HpaCondition(false, "InvalidSelector", "the scale of the target shows no pod selector");
    private static final HpaCondition AMBIGUOUS_SELECTOR = new HpaCondition(
            false, "AmbiguousSelector", "more than one HorizontalPodAutoscaler selects the target's pods");

    private final List<Entry> entries = new ArrayList<>();
    private final Tolerance tolerance;
    private final PodMetric podMetric;

    MetricsEvaluation(HorizontalPodAutoscaler hpa, Tolerance tolerance, HpaFlags flags) {
        this.tolerance = tolerance;
        this.podMetric = new PodMetric(flags, tolerance);
        for (MetricSpec spec : hpa.metrics()) {
            entries.add(Entry.of(spec));
        }
    }

    MetricsProposal evaluate(HpaObservation observed) {
        if (observed.selector() != HpaObservation.Selector.VALID) {
            return selectorProblem(observed.selector());
        }
        int replicas = 0;
        @Nullable Entry winner = null;
        List<HpaEvent> events = List.of();
        @Nullable HpaEvent firstInvalid = null;
        for (Entry entry : entries) {
            switch (entry.selectable ? propose(entry.spec, observed) : MetricProposal.invalid(BAD_SELECTOR)) {
                case MetricProposal.Invalid invalid -> {
                    events = events.isEmpty() ? new ArrayList<>() : events;
                    HpaEvent event = HpaEvent.warning(entry.invalidReason, entry.name + ": " + invalid.error());
                    events.add(event);
                    firstInvalid = firstInvalid == null ? event : firstInvalid;
                }
                case MetricProposal.Replicas proposal -> {
                    if (replicas == 0 || proposal.count() > replicas) {
                        replicas = proposal.count();
                        winner = entry;
                    }
                }
            }
        }
        if (firstInvalid == null) {
            return valid(replicas, winner, events, null);
        }
        String error =
                events.size() + " of " + entries.size() + " metrics invalid, the first: " + firstInvalid.message();
        if (events.size() == entries.size() || replicas < observed.specReplicas()) {
            HpaCondition inactive = new HpaCondition(false, firstInvalid.reason(), firstInvalid.message());
            return new MetricsProposal(false, 0, "", inactive, events, error);
        }
        return valid(replicas, winner, events, error);
    }

    private static MetricsProposal valid(
            int replicas, @Nullable Entry winner, List<HpaEvent> events, @Nullable String error) {
        if (winner == null) {
            throw new IllegalArgumentException("the autoscaler has no metrics, at least one was expected: apply"
                    + " HpaDefaults before building its controller");
        }
        return new MetricsProposal(true, replicas, winner.name, winner.active, events, error);
    }

    private static MetricsProposal selectorProblem(HpaObservation.Selector selector) {
        boolean missing = selector == HpaObservation.Selector.MISSING;
        HpaCondition condition = missing ? NO_SELECTOR : AMBIGUOUS_SELECTOR;
        String reason = missing ? "SelectorRequired" : condition.reason();
        HpaEvent event = HpaEvent.warning(reason, condition.message());
        return new MetricsProposal(false, 0, "", condition, List.of(event), condition.message());
    }

    private MetricProposal propose(MetricSpec spec, HpaObservation observed) {
        HpaMetrics metrics = observed.metrics();
        return switch (spec) {
            case MetricSpec.External external -> external(external, observed);
            case MetricSpec.ObjectMetric object ->
                object(object.target(), metrics.objectMilli(object.describedObject(), object.metric()), observed);
            case MetricSpec.Pods pods ->
                pods.target() instanceof MetricTarget.AverageValue target
                        ? podMetric.average(
                                new PodMetric.Input(observed, metrics.podMetric(pods.metric())), false, target.milli())
                        : MetricProposal.invalid(NO_TARGET);
            case MetricSpec.Resource resource ->
                resource(
                        resource.target(),
                        new PodMetric.Input(observed, metrics.resource(resource.name())),
                        RequestOf.wholePod(resource.name()));
            case MetricSpec.ContainerResource resource ->
                resource(
                        resource.target(),
                        new PodMetric.Input(observed, metrics.containerResource(resource)),
                        new RequestOf(resource.name(), resource.container()));
        };
    }

    private MetricProposal external(MetricSpec.External spec, HpaObservation observed) {
        long[] series = observed.metrics().externalMilli(spec.metric());
        if (series.length == 0) {
            return MetricProposal.invalid(NO_VALUE);
        }
        return switch (spec.target()) {
            case MetricTarget.AverageValue target ->
                WorkloadMetric.externalPerPod(
                        WorkloadMetric.sumForAverage(series), target.milli(), observed.statusReplicas(), tolerance);
            case MetricTarget.Value target ->
                WorkloadMetric.total(WorkloadMetric.sumForTotal(series), target.milli(), observed, tolerance);
            case MetricTarget.Utilization _ -> MetricProposal.invalid(NO_TARGET);
        };
    }

    private MetricProposal object(MetricTarget target, OptionalLong value, HpaObservation observed) {
        if (value.isEmpty()) {
            return MetricProposal.invalid(NO_VALUE);
        }
        return switch (target) {
            case MetricTarget.AverageValue average ->
                WorkloadMetric.objectPerPod(value.getAsLong(), average.milli(), observed.statusReplicas(), tolerance);
            case MetricTarget.Value total ->
                WorkloadMetric.total(value.getAsLong(), total.milli(), observed, tolerance);
            case MetricTarget.Utilization _ -> MetricProposal.invalid(NO_TARGET);
        };
    }

    private MetricProposal resource(MetricTarget target, PodMetric.Input input, RequestOf requestOf) {
        return switch (target) {
            case MetricTarget.AverageValue average -> podMetric.average(input, requestOf.isCpu(), average.milli());
            case MetricTarget.Utilization utilization -> podMetric.utilization(input, requestOf, utilization.percent());
            case MetricTarget.Value _ -> MetricProposal.invalid(NO_TARGET);
        };
    }

    /** One metric with its texts, which are built once because a month has many syncs. */
    private record Entry(MetricSpec spec, String name, String invalidReason, HpaCondition active, boolean selectable) {

        static Entry of(MetricSpec spec) {
            String name = nameOf(spec);
            HpaCondition active = new HpaCondition(true, "ValidMetricFound", "replicas follow from " + name);
            return new Entry(spec, name, invalidReasonOf(spec), active, isSelectable(spec));
        }

        /** The API takes any text as a label's value in a metric's selector; the controller cannot select by it. */
        private static boolean isSelectable(MetricSpec spec) {
            return switch (spec) {
                case MetricSpec.External external -> isValid(external.metric().selector());
                case MetricSpec.ObjectMetric object -> isValid(object.metric().selector());
                case MetricSpec.Pods pods -> isValid(pods.metric().selector());
                case MetricSpec.Resource _, MetricSpec.ContainerResource _ -> true;
            };
        }

        private static boolean isValid(LabelSelector selector) {
            return selector.matchLabels().byKey().values().stream().allMatch(LabelSyntax::isValue)
                    && selector.matchExpressions().stream()
                            .flatMap(expression -> expression.values().stream())
                            .allMatch(LabelSyntax::isValue);
        }

        private static String nameOf(MetricSpec spec) {
            return switch (spec) {
                case MetricSpec.External external ->
                    "external metric " + external.metric().name();
                case MetricSpec.ObjectMetric object ->
                    object.describedObject().kind() + " metric "
                            + object.metric().name();
                case MetricSpec.Pods pods -> "pods metric " + pods.metric().name();
                case MetricSpec.Resource resource -> "resource " + resource.name();
                case MetricSpec.ContainerResource resource ->
                    "resource " + resource.name() + " of container " + resource.container();
            };
        }

        private static String invalidReasonOf(MetricSpec spec) {
            return switch (spec) {
                case MetricSpec.External _ -> "FailedGetExternalMetric";
                case MetricSpec.ObjectMetric _ -> "FailedGetObjectMetric";
                case MetricSpec.Pods _ -> "FailedGetPodsMetric";
                case MetricSpec.Resource _ -> "FailedGetResourceMetric";
                case MetricSpec.ContainerResource _ -> "FailedGetContainerResourceMetric";
            };
        }
    }
}
