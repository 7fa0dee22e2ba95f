package dev.nodecast.scheduler.autoscaling.hpa;

import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.HpaDefaults;
import java.util.Objects;

/**
 * Decides for one HorizontalPodAutoscaler as kube-controller-manager does at each sync (every 15 s by default). It
 * holds the spec only; what changes between syncs is in {@link HpaState}, so a changed spec is a new controller over
 * the same state. Rules: Kubernetes 1.37, pkg/controller/podautoscaler/horizontal.go, reconcileAutoscaler.
 */
public final class HpaController {

    private static final HpaCondition GOT_SCALE =
            new HpaCondition(true, "SucceededGetScale", "the target's scale was read");
    private static final HpaCondition DISABLED = new HpaCondition(
            false, "ScalingDisabled", "the target has zero replicas and was not scaled there by this autoscaler");
    private static final HpaCondition SCALED_TO_ZERO =
            new HpaCondition(true, "ScaledToZero", "this autoscaler scaled the target to zero");
    private static final HpaCondition NOT_SCALED_TO_ZERO =
            new HpaCondition(false, "NotScaledToZero", "the last change did not scale the target to zero");
    private static final String BELOW_MIN = "replicas below minReplicas";
    private static final String ABOVE_MAX = "replicas above maxReplicas";
    private static final String EARLIER_RECOMMENDATION = "an earlier recommendation within the window";

    private final HorizontalPodAutoscaler hpa;
    private final HpaFeatures features;
    private final int minReplicas;
    private final MetricsEvaluation metrics;
    private final Normalization normalization;

    /**
     * A controller for the spec as it is after API defaulting, which this applies.
     *
     * @param hpa the autoscaler as written
     * @param features the cluster's version and gates
     * @param flags flags of kube-controller-manager
     */
    public HpaController(HorizontalPodAutoscaler hpa, HpaFeatures features, HpaFlags flags) {
        this.hpa = HpaDefaults.apply(hpa);
        this.features = features;
        this.minReplicas = this.hpa.minReplicasOrDefault();
        this.metrics = new MetricsEvaluation(this.hpa, Tolerance.of(this.hpa, features, flags), flags);
        this.normalization = new Normalization(this.hpa, flags);
    }

    /** The autoscaler after API defaulting. */
    public HorizontalPodAutoscaler spec() {
        return hpa;
    }

    /** One whole sync in a world where setting the replicas always succeeds: decide, then {@link #rescaled}. */
    public HpaDecision sync(HpaState state, HpaObservation observed) {
        HpaDecision decision = decide(state, observed);
        return decision.rescaled() ? rescaled(state, decision) : decision;
    }

    /**
     * The sync up to the write of the target's scale. When the decision is to rescale, the caller sets the replicas
     * and then reports either {@link #rescaled} or {@link #rescaleFailed}, before the next sync.
     */
    public HpaDecision decide(HpaState state, HpaObservation observed) {
        state.conditions = state.conditions.withAbleToScale(GOT_SCALE);
        int current = observed.specReplicas();
        if (state.recommendations.size() == 0) {
            state.recommendations.add(observed.nowNs(), current);
        }
        if (current == 0 && !actsAtZero(state)) {
            return disabled(state, observed);
        }
        if (current > hpa.maxReplicas()) {
            return toBound(state, observed, hpa.maxReplicas(), ABOVE_MAX);
        }
        if (current > 0 && current < minReplicas) {
            return toBound(state, observed, minReplicas, BELOW_MIN);
        }
        return byMetrics(state, observed);
    }

    /** Completes a decision whose replicas were set: conditions, event and scale-event history. */
    public HpaDecision rescaled(HpaState state, HpaDecision decision) {
        int desired = decision.desiredReplicas();
        normalization.record(state, decision);
        HpaCondition zero = desired == 0 && minReplicas == 0 && hpa.hasObjectOrExternalMetric()
                ? SCALED_TO_ZERO
                : NOT_SCALED_TO_ZERO;
        state.conditions = state.conditions
                .withAbleToScale(new HpaCondition(true, "SucceededRescale", "scaled the target to " + desired))
                .withScaledToZero(hasScaledToZeroCondition() ? zero : null);
        String message = "from " + decision.currentReplicas() + " to " + desired + ": " + decision.reason();
        return decision.completed(desired, state.conditions, HpaEvent.normal("SuccessfulRescale", message));
    }

    /** Completes a decision whose replicas could not be set; they stay, and the next sync decides anew. */
    public HpaDecision rescaleFailed(HpaState state, HpaDecision decision, String error) {
        state.conditions = state.conditions.withAbleToScale(
                new HpaCondition(false, "FailedUpdateScale", "could not scale the target: " + error));
        String message = "from " + decision.currentReplicas() + " to " + decision.desiredReplicas() + ": " + error;
        return decision.completed(
                decision.currentReplicas(), state.conditions, HpaEvent.warning("FailedRescale", message));
    }

    /** A sync at which the target's scale could not be read, for example because the target does not exist. */
    public HpaDecision scaleNotFound(HpaState state, HpaObservation observed, String error) {
        state.conditions = state.conditions.withAbleToScale(
                new HpaCondition(false, "FailedGetScale", "could not read the target's scale: " + error));
        return new DecisionDraft(observed)
                .event(HpaEvent.warning("FailedGetScale", error))
                .failed(error)
                .decide(state.conditions);
    }

    private boolean hasScaledToZeroCondition() {
        return features.zeroReplicas() == HpaFeatures.ZeroReplicas.IF_SCALED_TO_ZERO;
    }

    private boolean actsAtZero(HpaState state) {
        return switch (features.zeroReplicas()) {
            case IF_MIN_IS_ZERO -> minReplicas == 0;
            case NEVER -> false;
            case IF_SCALED_TO_ZERO ->
                state.conditions.isScaledToZero() && (minReplicas != 0 || hpa.hasObjectOrExternalMetric());
        };
    }

    private HpaDecision disabled(HpaState state, HpaObservation observed) {
        state.conditions = state.conditions.withScalingActive(DISABLED);
        if (features.zeroReplicas() == HpaFeatures.ZeroReplicas.NEVER) {
            state.conditions = state.conditions.withScaledToZero(null);
        }
        return new DecisionDraft(observed).decide(state.conditions);
    }

    private static HpaDecision toBound(HpaState state, HpaObservation observed, int bound, String reason) {
        return new DecisionDraft(observed).scaleTo(bound, reason).decide(state.conditions);
    }

    private HpaDecision byMetrics(HpaState state, HpaObservation observed) {
        int current = observed.specReplicas();
        MetricsProposal proposal = metrics.evaluate(observed);
        state.conditions = state.conditions.withScalingActive(proposal.active());
        DecisionDraft draft = new DecisionDraft(observed).evaluated(proposal);
        if (!proposal.usable()) {
            String error = Objects.requireNonNullElse(proposal.error(), "");
            return draft.event(HpaEvent.warning("FailedComputeMetricsReplicas", error))
                    .decide(state.conditions);
        }
        int proposed = Math.max(proposal.replicas(), 0);
        int stabilized = normalization.stabilize(state, observed.nowNs(), current, proposed);
        int limited = normalization.limit(state, observed.nowNs(), current, stabilized);
        return draft.stabilized(stabilized)
                .scaleTo(raisedFromZero(current, limited), reason(current, proposed, proposal.metric()))
                .decide(state.conditions);
    }

    /** At zero with minReplicas raised meanwhile, the rate limits do not hold it below them. */
    private int raisedFromZero(int current, int limited) {
        return current == 0 && minReplicas != 0 ? Math.max(limited, minReplicas) : limited;
    }

    private static String reason(int current, int proposed, String metric) {
        if (proposed == current) {
            return current == 0 ? BELOW_MIN : EARLIER_RECOMMENDATION;
        }
        return proposed > current ? metric + " above target" : "all metrics below target";
    }
}
