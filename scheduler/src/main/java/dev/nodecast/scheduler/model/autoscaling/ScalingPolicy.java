package dev.nodecast.scheduler.model.autoscaling;

/**
 * How much the number of replicas may change within a period.
 *
 * @param type pods, or percent of the replicas at the period's start
 * @param value number of pods or percent, positive
 * @param periodSeconds length of the sliding period
 */
public record ScalingPolicy(Type type, int value, int periodSeconds) {

    /** The unit of a policy's value. */
    public enum Type {
        PODS,
        PERCENT
    }

    /** A policy in pods. */
    public static ScalingPolicy pods(int value, int periodSeconds) {
        return new ScalingPolicy(Type.PODS, value, periodSeconds);
    }

    /** A policy in percent. */
    public static ScalingPolicy percent(int value, int periodSeconds) {
        return new ScalingPolicy(Type.PERCENT, value, periodSeconds);
    }
}
