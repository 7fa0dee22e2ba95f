package dev.nodecast.aws.kubernetes;

import java.util.Map;

/**
 * An answer of the API server.
 *
 * @param code of HTTP
 * @param body the object, or the {@code Status} that says why not; empty where it is no JSON object
 */
public record ApiReply(int code, Map<String, Object> body) {

    static final int OK = 200;
    private static final int REDIRECT = 300;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    public boolean ok() {
        return code >= OK && code < REDIRECT;
    }

    public boolean notFound() {
        return code == NOT_FOUND;
    }

    public boolean conflict() {
        return code == CONFLICT;
    }

    public boolean forbidden() {
        return code == FORBIDDEN;
    }

    public boolean tooMany() {
        return code == TOO_MANY;
    }

    /** Whether the same request may succeed a little later. */
    boolean passing() {
        return tooMany() || code >= SERVER_ERROR;
    }

    /** What the server says of a refusal. */
    public String message() {
        return body.get("message") instanceof String text ? text : "HTTP " + code;
    }

    /** Why it refuses, in a word, such as {@code AlreadyExists}; empty where it does not say. */
    public String reason() {
        return body.get("reason") instanceof String text ? text : "";
    }
}
