package dev.nodecast.aws.controller;

/** Something is missing in the cluster, or not allowed, that somebody may mend while the controller waits. */
final class UnfitClusterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnfitClusterException(String message) {
        super(message);
    }

    UnfitClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
