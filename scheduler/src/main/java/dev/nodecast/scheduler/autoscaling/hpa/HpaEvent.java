package dev.nodecast.scheduler.autoscaling.hpa;

/**
 * An event that the controller records on the autoscaler.
 *
 * @param warning whether its type is Warning rather than Normal
 * @param reason Kubernetes' reason code, for example {@code SuccessfulRescale}
 * @param message a sentence for people, in our words
 */
public record HpaEvent(boolean warning, String reason, String message) {

    static HpaEvent warning(String reason, String message) {
        return new HpaEvent(true, reason, message);
    }

    static HpaEvent normal(String reason, String message) {
        return new HpaEvent(false, reason, message);
    }
}
