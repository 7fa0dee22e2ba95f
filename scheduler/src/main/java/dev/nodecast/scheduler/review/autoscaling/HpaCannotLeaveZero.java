package dev.nodecast.scheduler.review.autoscaling;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.ReviewedSystem;

/** Proves by running the controller that an HPA which may reach zero never leaves it. */
public final class HpaCannotLeaveZero extends Rule {

    /** The rule. */
    public HpaCannotLeaveZero() {
        super(
                "NC1101",
                "An HPA that reaches zero never leaves it",
                "A Percent policy allows a share of the present replicas, and any share of 0 is 0. An HPA whose scale-up is"
                        + " limited by percentages alone, or disabled, therefore stays at zero replicas whatever the metric says."
                        + " The rule runs the HPA's own algorithm from zero under a huge metric and looks whether it moves.",
                "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-policies");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (Manifest<HorizontalPodAutoscaler> hpa : system.manifests().of(HorizontalPodAutoscaler.class)) {
            boolean mayReachZero =
                    hpa.value().minReplicasOrDefault() == 0 && hpa.value().hasObjectOrExternalMetric();
            if (mayReachZero && AtZero.firstStep(hpa.value()).isEmpty()) {
                String policies = hpa.value().behavior() == null
                        ? "no scale-up"
                        : "scale-up policies that all amount to 0 pods at 0 replicas";
                findings.add(error(
                                hpa.markAt("spec", "behavior", "scaleUp", "policies"),
                                hpa.header() + " can never leave zero: any percentage of 0 replicas is 0")
                        .field("spec.behavior.scaleUp.policies")
                        .found(policies
                                + "; run from 0 replicas under a huge metric, the HPA algorithm still asks for 0 after "
                                + AtZero.minutes() + " minutes")
                        .expected("a way from 0 to 1, such as a policy of type Pods")
                        .consequence("once the queue was empty, no worker ever starts again; jobs wait for ever")
                        .help(
                                "add `- type: Pods, value: 4, periodSeconds: 15` to scaleUp.policies (selectPolicy Max takes the"
                                        + " larger), or let a KEDA ScaledObject do the step from 0 to 1"));
            }
        }
    }
}
