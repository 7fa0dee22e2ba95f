package dev.nodecast.aws.controller;

/** The controller cannot begin; the message says what is wrong and what would help. */
public final class ControllerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ControllerException(String message) {
        super(message);
    }

    public ControllerException(String message, Throwable cause) {
        super(message, cause);
    }
}
