package dev.nodecast.aws.cloud;

/** A cloud that cannot be used at all; the message says what is wrong and what would help. */
public final class CloudUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CloudUnavailableException(String message) {
        super(message);
    }

    public CloudUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
