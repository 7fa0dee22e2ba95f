package dev.nodecast.aws.testbed.bed;

/** The bed, or a part of it, did not do what was asked of it. */
public final class BedException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int BAD_INPUT = 2;

    private final int exitCode;

    public BedException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What was asked cannot be done. */
    static BedException badInput(String message) {
        return new BedException(BAD_INPUT, message);
    }

    /** 2 where what was asked cannot be done, 3 where it failed. */
    public int exitCode() {
        return exitCode;
    }
}
