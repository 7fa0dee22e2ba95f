package dev.nodecast.scheduler.autoscaling.hpa;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A decision in the making, local to one sync. */
final class DecisionDraft {

    private final HpaObservation observed;
    private int desired;
    private String reason = "";
    private OptionalInt metricDesired = OptionalInt.empty();
    private OptionalInt stabilized = OptionalInt.empty();
    private boolean metricsEvaluated;
    private List<HpaEvent> events = List.of();
    private @Nullable String error;

    DecisionDraft(HpaObservation observed) {
        this.observed = observed;
        this.desired = observed.specReplicas();
    }

    DecisionDraft scaleTo(int replicas, String because) {
        desired = replicas;
        reason = because;
        return this;
    }

    DecisionDraft failed(String what) {
        error = what;
        return this;
    }

    DecisionDraft event(HpaEvent event) {
        events = new ArrayList<>(events);
        events.add(event);
        return this;
    }

    DecisionDraft evaluated(MetricsProposal proposal) {
        metricsEvaluated = true;
        events = proposal.events();
        error = proposal.error();
        if (proposal.usable()) {
            metricDesired = OptionalInt.of(proposal.replicas());
        }
        return this;
    }

    DecisionDraft stabilized(int replicas) {
        stabilized = OptionalInt.of(replicas);
        return this;
    }

    HpaDecision decide(HpaConditions conditions) {
        return new HpaDecision(
                observed.nowNs(),
                observed.specReplicas(),
                desired,
                reason,
                metricDesired,
                stabilized,
                metricsEvaluated,
                conditions,
                events,
                error);
    }
}
