package dev.nodecast.scheduler.review.autoscaling;

import dev.nodecast.scheduler.autoscaling.hpa.HpaFeatures;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import dev.nodecast.scheduler.review.system.Workload;

/** A workload that starts with zero replicas and is left to an HPA. */
public final class HpaDisabledAtZeroReplicas extends Rule {

    /** The rule. */
    public HpaDisabledAtZeroReplicas() {
        super(
                "NC1103",
                "replicas 0 switches the HPA off",
                "Zero replicas that the HPA did not set itself mean to Kubernetes that somebody switched autoscaling off: the"
                        + " HPA reports ScalingDisabled and does nothing. A manifest that says replicas 0 therefore starts, and"
                        + " with each apply restarts, in a state that the HPA never leaves.",
                "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#implicit-maintenance-mode-deactivation");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (Workload workload : system.workloads()) {
            if (workload.replicas() != 0 || !system.scaledObjectsOf(workload).isEmpty()) {
                continue;
            }
            SourceMark mark = workload.tree()
                    .at("spec", "replicas")
                    .map(node -> node.mark())
                    .orElse(workload.tree().mark());
            for (Manifest<HorizontalPodAutoscaler> hpa : system.hpasOf(workload)) {
                if (actsAtZero(system, hpa.value())) {
                    continue;
                }
                findings.add(error(mark, "`replicas: 0` switches " + hpa.header() + " off")
                        .field("spec.replicas")
                        .found("0 replicas that the HPA did not set itself")
                        .expected("no `replicas`, or at least 1")
                        .consequence(
                                "the HPA reports ScalingDisabled: no worker starts until somebody scales by hand, and every"
                                        + " apply stops all workers again")
                        .help("leave `replicas` out, or use a KEDA ScaledObject, which starts from 0 by itself"));
            }
        }
    }

    /** Up to 1.35, with the feature gate on, an HPA with minReplicas 0 acts at zero however it came there. */
    private static boolean actsAtZero(ReviewedSystem system, HorizontalPodAutoscaler hpa) {
        int minor = system.kubernetesMinor().orElse(Integer.MAX_VALUE);
        return hpa.minReplicasOrDefault() == 0
                && HpaFeatures.ofMinorVersion(Math.min(minor, 99)).zeroReplicas()
                        == HpaFeatures.ZeroReplicas.IF_MIN_IS_ZERO;
    }
}
