package dev.nodecast.scenarios.resolve;

import dev.nodecast.scheduler.autoscaling.hpa.HpaFeatures;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;

/** What the API server of a Kubernetes version accepts. */
public final class Admission {

    private Admission() {}

    /** Whether a new autoscaler is accepted: {@code minReplicas: 0} is not before 1.37. */
    public static boolean accepts(HorizontalPodAutoscaler hpa, String kubernetesVersion) {
        return hpa.minReplicasOrDefault() > 0 || HpaFeatures.acceptsMinReplicasZero(minor(kubernetesVersion));
    }

    /** 31 of {@code 1.31}. */
    public static int minor(String kubernetesVersion) {
        return Integer.parseInt(kubernetesVersion.substring(kubernetesVersion.indexOf('.') + 1));
    }
}
