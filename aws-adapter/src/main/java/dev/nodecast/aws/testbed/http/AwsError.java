package dev.nodecast.aws.testbed.http;

/** An answer of AWS that is no success, with the code that clients tell apart. */
public final class AwsError extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;

    private final int status;
    private final String code;

    public AwsError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public AwsError(String code, String message) {
        this(BAD_REQUEST, code, message);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
