package dev.nodecast.aws.ec2.nodeclass;

import dev.nodecast.aws.ec2.AwsFailure;

/**
 * A condition of an EC2NodeClass.
 *
 * @param reason in one word; equal to the type where it is met
 * @param message for people; empty where it is met
 */
public record Condition(String type, Status status, String reason, String message) {

    public static final String SUBNETS = "SubnetsReady";
    public static final String SECURITY_GROUPS = "SecurityGroupsReady";
    public static final String AMIS = "AMIsReady";
    public static final String INSTANCE_PROFILE = "InstanceProfileReady";
    public static final String RESERVATIONS = "CapacityReservationsReady";
    public static final String VALIDATION = "ValidationSucceeded";
    public static final String READY = "Ready";

    /** The reason of what has not been looked at yet. */
    public static final String AWAITING = "AwaitingReconciliation";

    /** Whether it is met. */
    public enum Status {
        TRUE("True"),
        FALSE("False"),
        UNKNOWN("Unknown");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        /** As Kubernetes writes it. */
        public String text() {
            return text;
        }
    }

    public static Condition met(String type) {
        return new Condition(type, Status.TRUE, type, "");
    }

    public static Condition unmet(String type, String reason, String message) {
        return new Condition(type, Status.FALSE, reason, message);
    }

    /** What a failed call means: unknown where it may pass, else unmet. */
    static Condition failed(String type, AwsFailure failure, String call) {
        return new Condition(
                type, failure.passes() ? Status.UNKNOWN : Status.FALSE, failure.reason(), failure.sentence(call));
    }

    public boolean isMet() {
        return status == Status.TRUE;
    }
}
