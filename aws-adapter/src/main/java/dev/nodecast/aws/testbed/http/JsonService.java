package dev.nodecast.aws.testbed.http;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A service of AWS's JSON protocol: the operation stands in a header, after the service's own name and a dot. */
public abstract class JsonService implements Service {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String targetPrefix;

    protected JsonService(String name) {
        this.targetPrefix = name + ".";
    }

    /** Carries an operation out. */
    protected abstract JsonNode answer(String operation, JsonNode request);

    protected static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    @Override
    public Optional<String> operation(Request request) {
        return request.target().startsWith(targetPrefix)
                ? Optional.of(request.target().substring(targetPrefix.length()))
                : Optional.empty();
    }

    @Override
    public Reply answer(String operation, Request request) {
        return Reply.json(answer(operation, read(request.body())).toString());
    }

    private static JsonNode read(String body) {
        try {
            return body.isEmpty() ? object() : MAPPER.readTree(body);
        } catch (JacksonException malformed) {
            throw new AwsError("SerializationException", "the request is no JSON: " + malformed.getOriginalMessage());
        }
    }

    @Override
    public Reply error(AwsError error) {
        ObjectNode body = object().put("__type", error.code()).put("message", error.text());
        return new Reply(error.status(), "application/x-amz-json-1.1", body.toString());
    }

    protected static AwsError unknown(String operation) {
        return new AwsError("UnknownOperationException", "the test bed does not know the operation " + operation);
    }
}
