package dev.nodecast.scheduler.autoscaling.keda;

import java.util.OptionalInt;

/**
 * The outcome of one poll.
 *
 * @param scaleTo the replicas to set; empty when KEDA leaves them alone
 * @param activity the condition Active
 * @param readiness the condition Ready
 * @param reason what happened, in our words
 */
public record ScaledObjectDecision(OptionalInt scaleTo, Activity activity, Readiness readiness, String reason) {

    /** The condition Active with its reason code. */
    public enum Activity {
        ACTIVE("ScalerActive"),
        NOT_ACTIVE("ScalerNotActive"),
        COOLING_DOWN("ScalerCooldown"),
        PAUSED("ScaledObjectPaused");

        private final String code;

        Activity(String code) {
            this.code = code;
        }

        /** KEDA's reason code. */
        public String code() {
            return code;
        }
    }

    /** The condition Ready with its reason code. */
    public enum Readiness {
        READY("ScaledObjectReady"),
        PARTIAL_TRIGGER_ERROR("PartialTriggerError"),
        TRIGGER_ERROR("TriggerError");

        private final String code;

        Readiness(String code) {
            this.code = code;
        }

        /** KEDA's reason code. */
        public String code() {
            return code;
        }
    }

    static ScaledObjectDecision none(Activity activity, String reason) {
        return new ScaledObjectDecision(OptionalInt.empty(), activity, Readiness.READY, reason);
    }

    static ScaledObjectDecision scale(int replicas, Activity activity, String reason) {
        return new ScaledObjectDecision(OptionalInt.of(replicas), activity, Readiness.READY, reason);
    }

    ScaledObjectDecision with(Readiness condition) {
        return new ScaledObjectDecision(scaleTo, activity, condition, reason);
    }
}
