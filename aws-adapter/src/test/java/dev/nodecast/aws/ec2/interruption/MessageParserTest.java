package dev.nodecast.aws.ec2.interruption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.port.Observation.Interruption.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each message of EventBridge means. */
class MessageParserTest {

    @Test
    void aSpotWarningNamesItsInstance() {
        String text = """
                {"version": "0", "id": "7d", "detail-type": "EC2 Spot Instance Interruption Warning", "source": "aws.ec2",
                 "account": "123456789012", "time": "2026-01-31T12:00:00Z", "region": "us-east-1",
                 "resources": ["arn:aws:ec2:us-east-1b:instance/i-0b662ef9931388ba0"],
                 "detail": {"instance-id": "i-0b662ef9931388ba0", "instance-action": "terminate"}}
                """;

        assertThat(MessageParser.parse(text))
                .isEqualTo(new Message.Warning(
                        Kind.SPOT_INTERRUPTION, List.of("i-0b662ef9931388ba0"), Instant.parse("2026-01-31T12:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "EC2 Spot Instance Interruption Warning, SPOT_INTERRUPTION",
        "EC2 Capacity Reservation Instance Interruption Warning, SPOT_INTERRUPTION",
        "EC2 Instance Rebalance Recommendation, REBALANCE_RECOMMENDATION"
    })
    void theTypeOfTheEventSaysWhatHappens(String type, Kind kind) {
        assertThat(MessageParser.parse(event("aws.ec2", type, "{\"instance-id\": \"i-0123456789\"}")))
                .isInstanceOfSatisfying(
                        Message.Warning.class, w -> assertThat(w.kind()).isEqualTo(kind));
    }

    @ParameterizedTest
    @CsvSource({
        "stopping, INSTANCE_STOPPING",
        "stopped, INSTANCE_STOPPING",
        "shutting-down, INSTANCE_TERMINATING",
        "terminated, INSTANCE_TERMINATING",
        "Terminated, INSTANCE_TERMINATING"
    })
    void aChangeOfStateMattersWhereTheInstanceEnds(String state, Kind kind) {
        assertThat(MessageParser.parse(stateChange(state)))
                .isInstanceOfSatisfying(
                        Message.Warning.class, w -> assertThat(w.kind()).isEqualTo(kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "running"})
    void anInstanceThatBeginsIsNoConcernOfOurs(String state) {
        assertThat(MessageParser.parse(stateChange(state))).isInstanceOf(Message.Irrelevant.class);
    }

    @Test
    void aScheduledChangeCanConcernSeveralInstancesAndOtherThings() {
        String detail = """
                {"service": "EC2", "eventTypeCategory": "scheduledChange",
                 "affectedEntities": [{"entityValue": "i-0123456789"}, {"entityValue": "vol-0123456789"},
                                      {"entityValue": "i-abcdef0123"}]}
                """;

        assertThat(MessageParser.parse(event("aws.health", "AWS Health Event", detail)))
                .isInstanceOfSatisfying(Message.Warning.class, w -> {
                    assertThat(w.kind()).isEqualTo(Kind.SCHEDULED_CHANGE);
                    assertThat(w.instanceIds()).containsExactly("i-0123456789", "i-abcdef0123");
                });
    }

    @Test
    void otherEventsOfHealthAndOfOtherServicesAreLeftAlone() {
        assertThat(MessageParser.parse(event(
                        "aws.health",
                        "AWS Health Event",
                        "{\"service\": \"EC2\", \"eventTypeCategory\": \"issue\", \"affectedEntities\": []}")))
                .isInstanceOf(Message.Irrelevant.class);
        assertThat(MessageParser.parse(event("aws.s3", "Object Created", "{}"))).isInstanceOf(Message.Irrelevant.class);
        assertThat(MessageParser.parse("")).isInstanceOf(Message.Irrelevant.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "[1, 2]",
                "{}",
                "{\"version\": \"0\"}",
                "{\"version\": \"0\", \"version\": \"0\", \"source\": \"aws.ec2\", \"detail-type\": \"x\"}",
                "{\"version\": \"0\", \"source\": \"aws.ec2\", \"detail-type\": \"EC2 Instance Rebalance Recommendation\"} trailing"
            })
    void whatIsNoEventIsUnreadable(String text) {
        assertThat(MessageParser.parse(text)).isInstanceOf(Message.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"instance-id\": \"\"}",
                "{\"instance-id\": \"vol-0123456789\"}",
                "{\"instance-id\": 7}",
                "[]"
            })
    void aWarningThatNamesNoInstanceIsUnreadable(String detail) {
        assertThat(MessageParser.parse(event("aws.ec2", "EC2 Spot Instance Interruption Warning", detail)))
                .isInstanceOf(Message.Unreadable.class);
    }

    @Test
    void aWarningWithoutATimeIsUnreadable() {
        String text = """
                {"version": "0", "source": "aws.ec2", "detail-type": "EC2 Spot Instance Interruption Warning",
                 "detail": {"instance-id": "i-0123456789"}}
                """;

        assertThat(MessageParser.parse(text))
                .isInstanceOfSatisfying(
                        Message.Unreadable.class, u -> assertThat(u.why()).contains("time"));
    }

    private static String stateChange(String state) {
        return event(
                "aws.ec2",
                "EC2 Instance State-change Notification",
                "{\"instance-id\": \"i-0123456789\", \"state\": \"" + state + "\"}");
    }

    static String event(String source, String type, String detail) {
        return "{\"version\": \"0\", \"source\": \"" + source + "\", \"detail-type\": \"" + type
                + "\", \"time\": \"2026-01-31T12:00:00Z\", \"detail\": " + detail + "}";
    }
}
