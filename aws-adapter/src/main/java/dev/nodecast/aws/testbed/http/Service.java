package dev.nodecast.aws.testbed.http;

import java.util.Optional;

/** One of AWS's services behind the endpoint. */
public interface Service {

    /**
     * The operation that a request asks of this service; empty where it is for another.
     */
    Optional<String> operation(Request request);

    /** Carries a request out. An {@link AwsError} is an answer too. */
    Reply answer(String operation, Request request);

    /** The answer that is no success, in this service's protocol. */
    Reply error(AwsError error);

    /** A request was refused for its rate. */
    default AwsError throttled() {
        return new AwsError("ThrottlingException", "Rate exceeded");
    }

    /**
     * A request as it came.
     *
     * @param target the header {@code X-Amz-Target}; empty where there is none
     */
    record Request(String method, String path, String target, String body) {}

    record Reply(int status, String contentType, String body) {

        private static final int OK = 200;

        public static Reply xml(String body) {
            return new Reply(OK, "text/xml;charset=UTF-8", body);
        }

        public static Reply json(String body) {
            return new Reply(OK, "application/x-amz-json-1.1", body);
        }
    }
}
