package dev.nodecast.scheduler.autoscaling.hpa;

/**
 * One condition of an autoscaler's status.
 *
 * @param status true or false
 * @param reason Kubernetes' reason code, for example {@code ScaleUpLimit}
 * @param message a sentence for people, in our words
 */
public record HpaCondition(boolean status, String reason, String message) {}
