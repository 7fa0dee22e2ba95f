package dev.nodecast.scheduler.model.autoscaling;

import dev.nodecast.scheduler.model.ObjectMeta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * KEDA's ScaledObject (keda.sh/v1alpha1) as written; null means not given. Defaults: KEDA 2.20,
 * apis/keda/v1alpha1/scaledobject_types.go and withtriggers_types.go.
 *
 * @param meta its name and its annotations, which can pause it ({@link ScaledObjectPause})
 * @param scaleTargetRef the workload, {@code apps/v1 Deployment} where only a name is given
 * @param timing how often and how late
 * @param replicas bounds
 * @param triggers what it looks at, at least one
 * @param fallback what to do when a trigger cannot be read
 * @param advanced settings of the HPA it generates
 */
public record ScaledObject(
        ObjectMeta meta,
        ObjectReference scaleTargetRef,
        Timing timing,
        ReplicaCounts replicas,
        List<ScaleTrigger> triggers,
        @Nullable Fallback fallback,
        Advanced advanced) {

    public ScaledObject {
        triggers = List.copyOf(triggers);
    }

    /** The target that a bare name means. */
    public static ObjectReference deployment(String name) {
        return new ObjectReference("apps/v1", "Deployment", name);
    }

    /**
     * Times in seconds.
     *
     * @param pollingInterval between polls of the triggers
     * @param cooldownPeriod from the last active poll to the step to zero (or idle)
     * @param initialCooldownPeriod from the creation to that step when no poll was active yet
     */
    public record Timing(
            @Nullable Integer pollingInterval,
            @Nullable Integer cooldownPeriod,
            @Nullable Integer initialCooldownPeriod) {

        /** All by default. */
        public static final Timing DEFAULT = new Timing(null, null, null);

        public int pollingIntervalOrDefault() {
            return pollingInterval == null ? 30 : pollingInterval;
        }

        public int cooldownPeriodOrDefault() {
            return cooldownPeriod == null ? 300 : cooldownPeriod;
        }

        public int initialCooldownPeriodOrDefault() {
            return initialCooldownPeriod == null ? 0 : initialCooldownPeriod;
        }
    }

    /**
     * Bounds.
     *
     * @param idle replicas while no trigger is active, below min; null: min
     * @param min fewest replicas while a trigger is active, and without {@code idle} also else
     * @param max most replicas
     */
    public record ReplicaCounts(
            @Nullable Integer idle,
            @Nullable Integer min,
            @Nullable Integer max) {

        /** 0 to 100 replicas. */
        public static final ReplicaCounts DEFAULT = new ReplicaCounts(null, null, null);

        public int minOrDefault() {
            return min == null ? 0 : min;
        }

        public int maxOrDefault() {
            return max == null ? 100 : max;
        }

        /** Replicas while no trigger is active. */
        public int whileInactive() {
            return idle == null ? minOrDefault() : idle;
        }

        /** Replicas to start with once a trigger is active, and the lower bound of the generated HPA. */
        public int whileActive() {
            return Math.max(1, minOrDefault());
        }
    }

    /** What replicas count a fallback stands for. */
    public enum FallbackBehavior {
        STATIC,
        CURRENT_REPLICAS,
        CURRENT_REPLICAS_IF_HIGHER,
        CURRENT_REPLICAS_IF_LOWER,
        SCALING_MODIFIERS
    }

    /**
     * What to do when a trigger cannot be read.
     *
     * @param failureThreshold failures in a row that are still let through as errors
     * @param replicas the count to ask the HPA for after that
     * @param behavior how that count meets the present one
     */
    public record Fallback(int failureThreshold, int replicas, FallbackBehavior behavior) {}

    /**
     * {@code spec.advanced}.
     *
     * @param hpaName name of the generated HPA; empty: {@code keda-hpa-NAME}
     * @param behavior its behavior; null: none, so the older fixed rules
     * @param restoreToOriginalReplicaCount whether deletion of the ScaledObject restores the replicas from before
     * @param scalingModifiers one metric made of the triggers'; null for each its own
     */
    public record Advanced(
            String hpaName,
            @Nullable HpaBehavior behavior,
            boolean restoreToOriginalReplicaCount,
            @Nullable ScalingModifiers scalingModifiers) {

        /** Nothing given. */
        public static final Advanced NONE = new Advanced("", null, false, null);
    }

    /**
     * {@code spec.advanced.scalingModifiers} as written; empty text means not given.
     *
     * @param formula over the triggers by their names, in the language of expr-lang
     * @param target what the formula's value is compared with
     * @param activationTarget the object is active while the formula's value is above it
     * @param metricType AverageValue where null
     */
    public record ScalingModifiers(
            String formula, String target, String activationTarget, ScaleTrigger.@Nullable MetricType metricType) {}

    /** Name of the HPA that KEDA generates. */
    public String hpaName() {
        return advanced.hpaName().isEmpty() ? "keda-hpa-" + meta.name() : advanced.hpaName();
    }
}
