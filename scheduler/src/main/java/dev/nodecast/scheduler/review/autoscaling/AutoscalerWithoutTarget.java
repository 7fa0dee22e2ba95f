package dev.nodecast.scheduler.review.autoscaling;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.ReviewedSystem;

/** An autoscaler whose target is not among the workloads. */
public final class AutoscalerWithoutTarget extends Rule {

    /** The rule. */
    public AutoscalerWithoutTarget() {
        super(
                ScaleTargets.WITHOUT_TARGET,
                "The autoscaler's target does not exist",
                "An HPA or a ScaledObject names what it scales by kind and name, in its own namespace. Where workloads are"
                        + " given and none of them is that one, a name is misspelt or a namespace differs, and the API"
                        + " server does not say so: the autoscaler is accepted and reports FailedGetScale for ever.",
                "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        findings.addAll(ScaleTargets.withoutTarget(system.manifests()));
    }
}
