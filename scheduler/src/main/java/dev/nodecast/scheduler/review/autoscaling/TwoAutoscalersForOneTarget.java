package dev.nodecast.scheduler.review.autoscaling;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.ReviewedSystem;

/** Two autoscalers that scale one workload. */
public final class TwoAutoscalersForOneTarget extends Rule {

    /** The rule. */
    public TwoAutoscalersForOneTarget() {
        super(
                ScaleTargets.TWO_FOR_ONE,
                "Two autoscalers for one target",
                "KEDA makes an HPA for every ScaledObject. A second HPA on the same workload selects the same pods: from"
                        + " Kubernetes 1.25 on the controller then stops both with AmbiguousSelector, and KEDA's admission"
                        + " webhook refuses the ScaledObject where it sees the HPA first.",
                "https://keda.sh/docs/latest/concepts/scaling-deployments/");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        findings.addAll(ScaleTargets.twoForOne(system.manifests()));
    }
}
