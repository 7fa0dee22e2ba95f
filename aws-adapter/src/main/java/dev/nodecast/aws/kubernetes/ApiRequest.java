package dev.nodecast.aws.kubernetes;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the API server.
 *
 * @param path below the server's address, with the query
 * @param contentType of the body; empty where there is none
 */
public record ApiRequest(
        String method,
        String path,
        String contentType,
        @Nullable Map<String, ?> body) {

    private static final String JSON = "application/json";

    public static ApiRequest get(String path) {
        return new ApiRequest("GET", path, "", null);
    }

    public static ApiRequest post(String path, Map<String, ?> body) {
        return new ApiRequest("POST", path, JSON, body);
    }

    public static ApiRequest put(String path, Map<String, ?> body) {
        return new ApiRequest("PUT", path, JSON, body);
    }

    /** A JSON merge patch: it says nothing of the version that it changes, unless it names one. */
    public static ApiRequest patch(String path, Map<String, ?> body) {
        return new ApiRequest("PATCH", path, "application/merge-patch+json", body);
    }

    public static ApiRequest delete(String path, Map<String, ?> options) {
        return new ApiRequest("DELETE", path, JSON, options);
    }
}
