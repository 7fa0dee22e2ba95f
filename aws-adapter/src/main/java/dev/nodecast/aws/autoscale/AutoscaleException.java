package dev.nodecast.aws.autoscale;

/** Autoscaling as it was asked for cannot begin; the message says why, and what would help. */
public final class AutoscaleException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public AutoscaleException(String message) {
        super(message);
    }

    public AutoscaleException(String message, Throwable cause) {
        super(message, cause);
    }
}
