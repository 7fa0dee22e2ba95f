package dev.nodecast.aws.ec2.userdata;

/** User data that cannot be merged with what a node needs; the message says where and why. */
public final class UnusableUserDataException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnusableUserDataException(String message) {
        super(message);
    }
}
