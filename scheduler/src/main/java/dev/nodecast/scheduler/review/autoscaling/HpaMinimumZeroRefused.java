package dev.nodecast.scheduler.review.autoscaling;

import dev.nodecast.scheduler.autoscaling.hpa.HpaFeatures;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.OptionalInt;

/** {@code minReplicas: 0} on an API server that does not take it. */
public final class HpaMinimumZeroRefused extends Rule {

    /** The rule. */
    public HpaMinimumZeroRefused() {
        super(
                "NC1102",
                "minReplicas 0 is refused",
                "Before Kubernetes 1.37 the API server takes minReplicas 0 only with the alpha feature gate HPAScaleToZero. EKS"
                        + " does not let users set feature gates of the control plane. With any version it also needs a metric of"
                        + " type Object or External, since the others do not exist without pods. KEDA scales to zero on every"
                        + " version, because it sets the replicas itself and uses an HPA from 1 on.",
                "https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        OptionalInt minor = system.kubernetesMinor();
        for (Manifest<HorizontalPodAutoscaler> hpa : system.manifests().of(HorizontalPodAutoscaler.class)) {
            if (hpa.value().minReplicasOrDefault() != 0) {
                continue;
            }
            SourceMark mark = hpa.markAt("spec", "minReplicas");
            if (!hpa.value().hasObjectOrExternalMetric()) {
                findings.add(error(mark, "minReplicas 0 needs a metric of type Object or External")
                        .field("spec.minReplicas")
                        .consequence("the API server refuses the object")
                        .help("write `minReplicas: 1`, or scale by an external metric"));
            } else if (minor.isEmpty()) {
                findings.add(complete(
                        warning(mark, "minReplicas 0 is refused before Kubernetes 1.37"), "an unknown version"));
            } else if (!HpaFeatures.acceptsMinReplicasZero(minor.getAsInt())) {
                String version = "Kubernetes " + system.kubernetesVersion().orElse("");
                findings.add(complete(error(mark, "minReplicas 0 is refused by " + version), version));
            }
        }
    }

    private static Diagnostic complete(Diagnostic diagnostic, String version) {
        return diagnostic
                .field("spec.minReplicas")
                .found("`minReplicas: 0` on " + version)
                .expected(
                        "1 or more before Kubernetes 1.37, where the feature gate HPAScaleToZero is off and EKS does not let users set it")
                .consequence("the API server refuses the object, so nothing scales at all")
                .help("use a KEDA ScaledObject with `minReplicaCount: 0`, or write `minReplicas: 1`");
    }
}
