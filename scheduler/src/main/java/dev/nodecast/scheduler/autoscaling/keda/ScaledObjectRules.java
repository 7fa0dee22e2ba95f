package dev.nodecast.scheduler.autoscaling.keda;

import dev.nodecast.scheduler.model.autoscaling.ScaledObject;

/** What KEDA refuses, and what Nodecast cannot simulate yet. */
final class ScaledObjectRules {

    private ScaledObjectRules() {}

    static void check(ScaledObject scaledObject) {
        ScaledObject.ReplicaCounts replicas = scaledObject.replicas();
        int min = replicas.minOrDefault();
        int interval = scaledObject.timing().pollingIntervalOrDefault();
        expect(!scaledObject.triggers().isEmpty(), scaledObject, "triggers: found none, expected at least one");
        expect(interval >= 1, scaledObject, "pollingInterval: found " + interval + ", expected at least 1 second");
        expect(
                min <= replicas.maxOrDefault(),
                scaledObject,
                "minReplicaCount: found " + min + ", expected at most maxReplicaCount " + replicas.maxOrDefault());
        checkIdle(scaledObject, replicas);
        ScaledObject.Fallback fallback = scaledObject.fallback();
        expect(
                fallback == null
                        || fallback.behavior() != ScaledObject.FallbackBehavior.SCALING_MODIFIERS
                        || scaledObject.advanced().scalingModifiers() != null,
                scaledObject,
                "fallback.behavior: found scalingModifiers, expected another, as there is no formula");
    }

    private static void checkIdle(ScaledObject scaledObject, ScaledObject.ReplicaCounts replicas) {
        Integer idle = replicas.idle();
        int below = replicas.min() == null ? 0 : replicas.whileActive();
        expect(
                idle == null || idle < below,
                scaledObject,
                "idleReplicaCount: found " + idle + ", expected less than minReplicaCount " + below
                        + "; leave it out to scale to minReplicaCount");
    }

    private static void expect(boolean holds, ScaledObject scaledObject, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "ScaledObject " + scaledObject.meta().key() + ", " + otherwise);
        }
    }
}
