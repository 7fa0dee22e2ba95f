package dev.nodecast.aws.autoscale.source;

import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * How many messages an SQS queue holds, those that are being worked on among them unless {@code scaleOnInFlight} is false, delayed
 * ones only where {@code scaleOnDelayed} is true. Settings and meaning: KEDA 2.20, pkg/scalers/aws_sqs_queue_scaler.go. The
 * credentials are the controller's own.
 */
final class SqsQueue implements QueueSource {

    private static final long MILLI = 1000;

    private final String queue;
    private final List<QueueAttributeName> counted;
    private final SqsClient sqs;

    private SqsQueue(String queue, List<QueueAttributeName> counted, SqsClient sqs) {
        this.queue = queue;
        this.counted = counted;
        this.sqs = sqs;
    }

    /** The address of SQS: a region, and an endpoint that is empty for AWS's own. */
    record Place(String region, String endpoint) {}

    /** @throws IllegalArgumentException where the trigger's settings are not those of a queue */
    static SqsQueue of(ScaleTrigger trigger, Function<Place, SqsClient> clients) {
        Settings settings = new Settings(trigger);
        settings.refuse(
                "the controller does not read the environment of workloads; write the queue", "queueURLFromEnv");
        String queue = settings.required("queueURL", "the URL or the name of a queue");
        List<QueueAttributeName> counted = new ArrayList<>();
        counted.add(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
        if (settings.flag("scaleOnInFlight", true)) {
            counted.add(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
        }
        if (settings.flag("scaleOnDelayed", false)) {
            counted.add(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);
        }
        String endpoint = settings.text("awsEndpoint", "");
        if (!endpoint.isEmpty() && !endpoint.matches("https?://[^\\s/]+/?")) {
            throw settings.wrong("awsEndpoint", endpoint, "a URL without a path, or nothing for AWS's own");
        }
        Place place = new Place(settings.required("awsRegion", "a region such as ap-northeast-2"), endpoint);
        return new SqsQueue(queue, List.copyOf(counted), clients.apply(place));
    }

    @Override
    public long readMilli() throws IOException {
        try {
            String url = queue.contains("://")
                    ? queue
                    : sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
            long sum = 0;
            for (String count : sqs.getQueueAttributes(
                            request -> request.queueUrl(url).attributeNames(counted))
                    .attributesAsStrings()
                    .values()) {
                sum += Long.parseLong(count);
            }
            return sum * MILLI;
        } catch (SdkException failed) {
            throw new IOException(
                    "SQS queue " + queue + " cannot be read: " + failed.getMessage()
                            + "; the controller's role needs sqs:GetQueueAttributes and sqs:GetQueueUrl on it",
                    failed);
        } catch (NumberFormatException otherwise) {
            throw new IOException("SQS queue " + queue + " gave a count that is no number", otherwise);
        }
    }
}
