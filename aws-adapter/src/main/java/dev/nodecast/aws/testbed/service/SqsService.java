package dev.nodecast.aws.testbed.service;

import dev.nodecast.aws.testbed.http.AwsError;
import dev.nodecast.aws.testbed.http.JsonService;
import dev.nodecast.aws.testbed.service.Queue.Delivery;
import dev.nodecast.aws.testbed.world.AccountSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** SQS with queues by their names; what the policy of one does not allow is refused as IAM refuses it. */
public final class SqsService extends JsonService {

    private static final int VISIBILITY_S = 30;
    private static final int LONGEST_WAIT_S = 20;
    private static final int MOST = 10;
    private static final int FORBIDDEN = 403;

    private final Map<String, Granted> queues = new ConcurrentHashMap<>();
    private final Supplier<String> endpoint;

    /** A queue and what may be done with it; empty for everything. */
    private record Granted(Queue queue, Set<String> operations) {}

    public SqsService(Supplier<String> endpoint) {
        super("AmazonSQS");
        this.endpoint = endpoint;
    }

    /**
     * Makes a queue.
     *
     * @param operations that its policy allows, as the API names them; empty for all
     */
    public Queue make(String name, Set<String> operations) {
        Queue queue = new Queue();
        queues.put(name, new Granted(queue, Set.copyOf(operations)));
        return queue;
    }

    @Override
    protected JsonNode answer(String operation, JsonNode request) {
        String url = request.path("QueueUrl").asString("");
        String name = operation.equals("GetQueueUrl")
                ? request.path("QueueName").asString("")
                : url.substring(url.lastIndexOf('/') + 1);
        Queue queue = allowed(name, operation);
        return switch (operation) {
            case "GetQueueUrl" -> object().put("QueueUrl", endpoint.get() + "/" + AccountSpec.ACCOUNT + "/" + name);
            case "ReceiveMessage" -> receive(queue, request);
            case "DeleteMessage" -> delete(queue, request);
            case "DeleteMessageBatch" -> deleteBatch(queue, request);
            case "SendMessage" -> send(queue, request);
            case "GetQueueAttributes" -> attributes(queue, request);
            default -> throw unknown(operation);
        };
    }

    private Queue allowed(String name, String operation) {
        Granted granted = queues.get(name);
        if (granted == null) {
            throw new AwsError("com.amazonaws.sqs#QueueDoesNotExist", "The specified queue does not exist.");
        }
        if (!granted.operations.isEmpty() && !granted.operations.contains(operation)) {
            throw new AwsError(
                    FORBIDDEN,
                    "com.amazon.coral.service#AccessDeniedException",
                    "the caller is not authorized to perform sqs:" + operation + " on " + name);
        }
        return granted.queue;
    }

    private static JsonNode receive(Queue queue, JsonNode request) {
        int most = Math.clamp(request.path("MaxNumberOfMessages").asInt(1), 1, MOST);
        int waitS = Math.clamp(request.path("WaitTimeSeconds").asInt(0), 0, LONGEST_WAIT_S);
        int invisibleS = request.path("VisibilityTimeout").asInt(VISIBILITY_S);
        ObjectNode answer = object();
        ArrayNode messages = answer.putArray("Messages");
        try {
            for (Delivery delivery : queue.receive(most, Duration.ofSeconds(waitS), Duration.ofSeconds(invisibleS))) {
                messages.add(message(delivery));
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
        return answer;
    }

    private static ObjectNode message(Delivery delivery) {
        ObjectNode message = object().put("MessageId", delivery.messageId())
                .put("ReceiptHandle", delivery.receiptHandle())
                .put("MD5OfBody", md5(delivery.body()))
                .put("Body", delivery.body());
        message.putObject("Attributes")
                .put("ApproximateReceiveCount", Integer.toString(delivery.receiveCount()))
                .put("SentTimestamp", Long.toString(delivery.sent().toEpochMilli()));
        return message;
    }

    /** The protocol's own checksum of a message. */
    private static String md5(String body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static JsonNode delete(Queue queue, JsonNode request) {
        queue.delete(request.path("ReceiptHandle").asString(""));
        return object();
    }

    private static JsonNode deleteBatch(Queue queue, JsonNode request) {
        ObjectNode answer = object();
        ArrayNode done = answer.putArray("Successful");
        answer.putArray("Failed");
        for (JsonNode entry : request.path("Entries")) {
            queue.delete(entry.path("ReceiptHandle").asString(""));
            done.add(object().put("Id", entry.path("Id").asString("")));
        }
        return answer;
    }

    private static JsonNode send(Queue queue, JsonNode request) {
        String body = request.path("MessageBody").asString("");
        return object().put("MessageId", queue.send(body)).put("MD5OfMessageBody", md5(body));
    }

    /** Those that are asked for; nothing is ever delayed here. */
    private static JsonNode attributes(Queue queue, JsonNode request) {
        int inFlight = queue.inFlight();
        ObjectNode answer = object();
        ObjectNode attributes = answer.putObject("Attributes");
        for (JsonNode name : request.path("AttributeNames")) {
            switch (name.asString("")) {
                case "ApproximateNumberOfMessages" ->
                    attributes.put(name.asString(""), Integer.toString(queue.size() - inFlight));
                case "ApproximateNumberOfMessagesNotVisible" ->
                    attributes.put(name.asString(""), Integer.toString(inFlight));
                case "ApproximateNumberOfMessagesDelayed" -> attributes.put(name.asString(""), "0");
                default ->
                    throw new AwsError(
                            "com.amazonaws.sqs#InvalidAttributeName", "Unknown Attribute " + name.asString("") + ".");
            }
        }
        return answer;
    }
}
