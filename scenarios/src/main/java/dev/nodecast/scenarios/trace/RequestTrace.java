package dev.nodecast.scenarios.trace;

import java.util.List;

/** Requests to a language model, in order of arrival. */
public record RequestTrace(List<Request> requests) implements Trace {

    /**
     * One request.
     *
     * @param arrivalNs arrival, since the trace's start
     * @param inputTokens tokens of the prompt
     * @param outputTokens tokens generated
     */
    public record Request(long arrivalNs, int inputTokens, int outputTokens) {}

    public RequestTrace {
        requests = List.copyOf(requests);
    }

    public int size() {
        return requests.size();
    }

    @Override
    public String kind() {
        return "requests";
    }
}
