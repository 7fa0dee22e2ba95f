package dev.nodecast.aws.autoscale.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages in SQS queues, as KEDA's aws-sqs-queue scaler counts them. */
class SqsQueueTest {

    private static final String COUNTS = """
            {"QueueUrl": "https://sqs/1/jobs", "Attributes": {"ApproximateNumberOfMessages": "5",
             "ApproximateNumberOfMessagesNotVisible": "20", "ApproximateNumberOfMessagesDelayed": "300"}}""";

    @BeforeEach
    void credentials() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    @AfterEach
    void noCredentials() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private static ScaleTrigger trigger(String... settings) {
        Map<String, String> metadata =
                new LinkedHashMap<>(Map.of("queueURL", "https://sqs/1/jobs", "awsRegion", "ap-northeast-2"));
        for (int i = 0; i < settings.length; i += 2) {
            metadata.put(settings[i], settings[i + 1]);
        }
        return ScaleTrigger.of("aws-sqs-queue", metadata);
    }

    private static long read(ScaleTrigger trigger) throws IOException, InterruptedException {
        try (Sources sources = new Sources(Map.of())) {
            return sources.of(trigger).readMilli();
        }
    }

    @Test
    void theMessagesThatCountAreAskedForAndSummed() throws IOException, InterruptedException {
        try (WebFake sqs = new WebFake(200, "application/x-amz-json-1.0", COUNTS)) {
            // the fake gives all three, whatever it is asked for
            assertThat(read(trigger("awsEndpoint", sqs.url()))).isEqualTo(325_000);
            read(trigger("awsEndpoint", sqs.url(), "scaleOnInFlight", "false", "scaleOnDelayed", "true"));
            assertThat(sqs.asked().get(0).body())
                    .contains("\"ApproximateNumberOfMessages\"", "\"ApproximateNumberOfMessagesNotVisible\"")
                    .doesNotContain("Delayed");
            assertThat(sqs.asked().get(1).body())
                    .contains("\"ApproximateNumberOfMessages\"", "\"ApproximateNumberOfMessagesDelayed\"")
                    .doesNotContain("NotVisible");
        }
    }

    @Test
    void aQueueMayBeNamedWithoutItsUrl() throws IOException, InterruptedException {
        try (WebFake sqs = new WebFake(200, "application/x-amz-json-1.0", COUNTS)) {
            assertThat(read(trigger("awsEndpoint", sqs.url(), "queueURL", "jobs")))
                    .isEqualTo(325_000);
            assertThat(sqs.asked().get(0).body()).contains("\"QueueName\":\"jobs\"");
            assertThat(sqs.asked().get(1).body()).contains("\"QueueUrl\":\"https://sqs/1/jobs\"");
        }
    }

    /** Which may be another than the controller's: each region has a client of its own. */
    @Test
    void theRegionIsTheTriggers() throws IOException, InterruptedException {
        try (WebFake sqs = new WebFake(200, "application/x-amz-json-1.0", COUNTS)) {
            read(trigger("awsEndpoint", sqs.url()));
            read(trigger("awsEndpoint", sqs.url(), "awsRegion", "eu-west-1"));
            assertThat(sqs.asked().get(0).authorization()).contains("/ap-northeast-2/sqs/aws4_request");
            assertThat(sqs.asked().get(1).authorization()).contains("/eu-west-1/sqs/aws4_request");
        }
    }

    @Test
    void aRefusalIsAnErrorWithItsRemedy() {
        try (WebFake sqs = new WebFake(
                403,
                "application/x-amz-json-1.0",
                "{\"__type\": \"com.amazonaws.sqs#AccessDenied\", \"message\": \"not authorized\"}")) {
            assertThatThrownBy(() -> read(trigger("awsEndpoint", sqs.url())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("SQS queue https://sqs/1/jobs cannot be read")
                    .hasMessageContaining("needs sqs:GetQueueAttributes");
        }
    }

    @Test
    void whatIsMissingIsNamed() {
        try (Sources sources = new Sources(Map.of())) {
            assertThatThrownBy(() -> sources.of(trigger("awsRegion", "")))
                    .hasMessageContaining("metadata.awsRegion: found nothing, expected a region");
            assertThatThrownBy(() -> sources.of(trigger("awsEndpoint", "localhost:4566")))
                    .hasMessageContaining("metadata.awsEndpoint: found localhost:4566, expected a URL");
            assertThatThrownBy(() -> sources.of(trigger("queueURLFromEnv", "QUEUE")))
                    .hasMessageContaining("metadata.queueURLFromEnv");
        }
    }
}
