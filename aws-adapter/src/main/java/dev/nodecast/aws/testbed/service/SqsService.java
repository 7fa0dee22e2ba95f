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
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** SQS with the one queue to which interruptions go. */
public final class SqsService extends JsonService {

    private static final int VISIBILITY_S = 30;
    private static final int LONGEST_WAIT_S = 20;
    private static final int MOST = 10;

    private final String name;
    private final Queue queue;
    private final Supplier<String> endpoint;

    public SqsService(String name, Queue queue, Supplier<String> endpoint) {
        super("AmazonSQS");
        this.name = name;
        this.queue = queue;
        this.endpoint = endpoint;
    }

    @Override
    protected JsonNode answer(String operation, JsonNode request) {
        if (operation.equals("GetQueueUrl")) {
            require(request.path("QueueName").asString(""));
            return object().put("QueueUrl", endpoint.get() + "/" + AccountSpec.ACCOUNT + "/" + name);
        }
        String url = request.path("QueueUrl").asString("");
        require(url.substring(url.lastIndexOf('/') + 1));
        return switch (operation) {
            case "ReceiveMessage" -> receive(request);
            case "DeleteMessage" -> delete(request);
            case "DeleteMessageBatch" -> deleteBatch(request);
            case "SendMessage" -> send(request);
            case "GetQueueAttributes" -> attributes();
            default -> throw unknown(operation);
        };
    }

    private void require(String asked) {
        if (!asked.equals(name)) {
            throw new AwsError("com.amazonaws.sqs#QueueDoesNotExist", "The specified queue does not exist.");
        }
    }

    private JsonNode receive(JsonNode request) {
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

    private JsonNode delete(JsonNode request) {
        queue.delete(request.path("ReceiptHandle").asString(""));
        return object();
    }

    private JsonNode deleteBatch(JsonNode request) {
        ObjectNode answer = object();
        ArrayNode done = answer.putArray("Successful");
        answer.putArray("Failed");
        for (JsonNode entry : request.path("Entries")) {
            queue.delete(entry.path("ReceiptHandle").asString(""));
            done.add(object().put("Id", entry.path("Id").asString("")));
        }
        return answer;
    }

    private JsonNode send(JsonNode request) {
        String body = request.path("MessageBody").asString("");
        return object().put("MessageId", queue.send(body)).put("MD5OfMessageBody", md5(body));
    }

    private JsonNode attributes() {
        ObjectNode answer = object();
        answer.putObject("Attributes").put("ApproximateNumberOfMessages", Integer.toString(queue.size()));
        return answer;
    }
}
