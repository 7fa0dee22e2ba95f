package dev.nodecast.aws.testbed.service;

import dev.nodecast.aws.testbed.http.AwsError;
import dev.nodecast.aws.testbed.http.JsonService;
import dev.nodecast.aws.testbed.world.Images;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** SSM's public parameters that name the machine images of EKS and Bottlerocket. */
public final class SsmService extends JsonService {

    private final Images images;

    public SsmService(Images images) {
        super("AmazonSSM");
        this.images = images;
    }

    @Override
    protected JsonNode answer(String operation, JsonNode request) {
        return switch (operation) {
            case "GetParameter" -> {
                String name = request.path("Name").asString("");
                yield object().set(
                                "Parameter",
                                parameter(name).orElseThrow(() -> new AwsError("ParameterNotFound", name)));
            }
            case "GetParameters" -> parameters(request);
            default -> throw unknown(operation);
        };
    }

    private JsonNode parameters(JsonNode request) {
        ObjectNode answer = object();
        ArrayNode found = answer.putArray("Parameters");
        ArrayNode invalid = answer.putArray("InvalidParameters");
        for (JsonNode name : request.path("Names")) {
            parameter(name.asString("")).ifPresentOrElse(found::add, () -> invalid.add(name.asString("")));
        }
        return answer;
    }

    private Optional<ObjectNode> parameter(String name) {
        return Optional.ofNullable(images.parameters().get(name))
                .map(id -> object().put("Name", name)
                        .put("Type", "String")
                        .put("Value", id)
                        .put("Version", 1)
                        .put("DataType", "text"));
    }
}
