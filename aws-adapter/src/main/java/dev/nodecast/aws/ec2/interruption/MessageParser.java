package dev.nodecast.aws.ec2.interruption;

import dev.nodecast.scheduler.port.Observation.Interruption.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads EventBridge's events ({@code pkg/controllers/interruption/messages} of karpenter-provider-aws; the events are
 * described in EC2's and AWS Health's documentation). Strict where it matters: an event of a known type that does not name
 * an instance is unreadable, not ignored.
 */
final class MessageParser {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern INSTANCE = Pattern.compile("i-[0-9a-f]{8,32}");

    private static final Map<String, Kind> STATES = Map.of(
            "stopping", Kind.INSTANCE_STOPPING,
            "stopped", Kind.INSTANCE_STOPPING,
            "shutting-down", Kind.INSTANCE_TERMINATING,
            "terminated", Kind.INSTANCE_TERMINATING);

    private MessageParser() {}

    static Message parse(String text) {
        if (text.isBlank()) {
            return new Message.Irrelevant("an empty message");
        }
        try {
            JsonNode root = JSON.readTree(text);
            return root.isObject() ? event(root) : new Message.Unreadable("expected a JSON object");
        } catch (JacksonException e) {
            return new Message.Unreadable("expected JSON: " + e.getOriginalMessage());
        }
    }

    private static Message event(JsonNode root) {
        String source = root.path("source").asString("");
        String type = root.path("detail-type").asString("");
        if (!root.path("version").asString("").equals("0") || source.isEmpty() || type.isEmpty()) {
            return new Message.Unreadable("expected an event of EventBridge with version 0, source and detail-type");
        }
        JsonNode detail = root.path("detail");
        return switch (source + "|" + type) {
            case "aws.ec2|EC2 Spot Instance Interruption Warning",
                    "aws.ec2|EC2 Capacity Reservation Instance Interruption Warning" ->
                ofInstance(Kind.SPOT_INTERRUPTION, root, detail);
            case "aws.ec2|EC2 Instance Rebalance Recommendation" ->
                ofInstance(Kind.REBALANCE_RECOMMENDATION, root, detail);
            case "aws.ec2|EC2 Instance State-change Notification" -> stateChange(root, detail);
            case "aws.health|AWS Health Event" -> health(root, detail);
            default -> new Message.Irrelevant(source + ": " + type);
        };
    }

    private static Message stateChange(JsonNode root, JsonNode detail) {
        String state = detail.path("state").asString("").toLowerCase(Locale.ROOT);
        Kind kind = STATES.get(state);
        return kind == null ? new Message.Irrelevant("an instance is " + state) : ofInstance(kind, root, detail);
    }

    private static Message health(JsonNode root, JsonNode detail) {
        String service = detail.path("service").asString("");
        String category = detail.path("eventTypeCategory").asString("");
        if (!service.equals("EC2") || !category.equals("scheduledChange")) {
            return new Message.Irrelevant("AWS Health: " + service + ", " + category);
        }
        List<String> ids = new ArrayList<>();
        detail.path("affectedEntities")
                .forEach(entity -> ids.add(entity.path("entityValue").asString("")));
        return warning(Kind.SCHEDULED_CHANGE, root, ids);
    }

    private static Message ofInstance(Kind kind, JsonNode root, JsonNode detail) {
        return warning(kind, root, List.of(detail.path("instance-id").asString("")));
    }

    private static Message warning(Kind kind, JsonNode root, List<String> ids) {
        // a scheduled change can also concern volumes
        List<String> instances =
                ids.stream().filter(id -> INSTANCE.matcher(id).matches()).toList();
        if (instances.isEmpty()) {
            return new Message.Unreadable(kind + ": found " + ids + ", expected the ids of instances");
        }
        try {
            return new Message.Warning(
                    kind, instances, Instant.parse(root.path("time").asString("")));
        } catch (DateTimeException e) {
            return new Message.Unreadable(kind + ": time: expected such as 2026-01-31T12:00:00Z");
        }
    }
}
