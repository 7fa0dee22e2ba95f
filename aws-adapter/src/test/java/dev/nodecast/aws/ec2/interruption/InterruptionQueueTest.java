package dev.nodecast.aws.ec2.interruption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.ec2.Aws;
import dev.nodecast.aws.ec2.AwsClients;
import dev.nodecast.aws.testbed.CalmAccount;
import dev.nodecast.aws.testbed.SimulatedAws;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.port.Observation.Interruption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of the messages of the queue. */
class InterruptionQueueTest {

    private static final String OURS = "i-0aaaaaaaaaaaaaaaa";
    private static final String PROVIDER_ID = "aws:///ap-northeast-2a/" + OURS;

    private final SimulatedAws account = CalmAccount.open();
    private final AwsClients aws = Aws.of(account);
    private final List<Observation> told = new ArrayList<>();
    private final Counted counted = new Counted();
    private Predicate<Interruption> acted = _ -> true;

    private static final class Counted implements Counts {
        int received;
        int irrelevant;
        int unreadable;
        int deleted;

        @Override
        public void received(Interruption.Kind kind, Duration latency) {
            received++;
        }

        @Override
        public void irrelevant() {
            irrelevant++;
        }

        @Override
        public void unreadable() {
            unreadable++;
        }

        @Override
        public void deleted(int messages) {
            deleted += messages;
        }
    }

    @AfterEach
    void close() {
        aws.close();
        account.close();
    }

    @Test
    void aWarningAboutAnInstanceOfOursIsHandedOnAndDeleted() throws InterruptedException {
        send(spot(OURS));

        assertThat(queue(CalmAccount.CLUSTER).poll()).isTrue();

        assertThat(told).containsExactly(new Interruption(Interruption.Kind.SPOT_INTERRUPTION, PROVIDER_ID));
        assertThat(counted.received).isEqualTo(1);
        assertThat(counted.deleted).isEqualTo(1);
        assertThat(left()).isEmpty();
    }

    @Test
    void foreignRepeatedUnreadableAndIdleMessagesDoNoHarm() throws InterruptedException {
        send(spot("i-0bbbbbbbbbbbbbbbb"));
        send(spot(OURS));
        send(spot(OURS));
        send("this is no event");
        send(MessageParserTest.event("aws.s3", "Object Created", "{}"));

        for (int i = 0; i < 10 && counted.deleted < 5; i++) {
            assertThat(queue(CalmAccount.CLUSTER).poll()).isTrue();
        }

        assertThat(told)
                .hasSize(2)
                .allMatch(o -> o.equals(new Interruption(Interruption.Kind.SPOT_INTERRUPTION, PROVIDER_ID)));
        assertThat(counted.unreadable).isEqualTo(1);
        assertThat(counted.irrelevant).isEqualTo(1);
        assertThat(counted.deleted).isEqualTo(5);
        assertThat(left()).isEmpty();
    }

    @Test
    void aReaderThatIsEndedInTheMiddleOfAPollHasNoTrouble() throws InterruptedException {
        send(spot(OURS));
        InterruptionQueue queue = queue(CalmAccount.CLUSTER);
        Thread reader = Thread.ofVirtual().start(queue);
        while (counted.deleted == 0) {
            Thread.sleep(10);
        }
        Thread.sleep(100); // the next poll waits for messages now

        queue.close();
        reader.interrupt();

        assertThat(reader.join(Duration.ofSeconds(10))).isTrue();
        assertThat(queue.trouble()).isEmpty();
    }

    @Test
    void aWarningIsDeletedOnlyOnceItWasActedOn() throws InterruptedException {
        send(spot(OURS));
        List<Integer> deletedBefore = new ArrayList<>();
        acted = _ -> {
            deletedBefore.add(counted.deleted);
            return deletedBefore.size() > 3;
        };

        assertThat(queue(CalmAccount.CLUSTER).poll()).isTrue();

        assertThat(deletedBefore).containsExactly(0, 0, 0, 0);
        assertThat(counted.deleted).isEqualTo(1);
    }

    @Test
    void aWarningThatIsNotActedOnStaysWhileOthersAreDeleted() throws InterruptedException {
        send(spot(OURS));
        send(spot("i-0bbbbbbbbbbbbbbbb"));
        acted = _ -> false;

        for (int i = 0; i < 5 && (counted.deleted < 1 || told.isEmpty()); i++) {
            assertThat(queue(CalmAccount.CLUSTER).poll()).isTrue();
        }

        assertThat(told).hasSize(1);
        assertThat(counted.deleted).isEqualTo(1);
    }

    @Test
    void aQueueThatDoesNotExistIsSaid() throws InterruptedException {
        InterruptionQueue queue = queue("another");

        assertThat(queue.poll()).isFalse();

        assertThat(queue.trouble().orElseThrow())
                .startsWith("interruption queue another: sqs:GetQueueUrl failed with ")
                .contains("DoesNotExist");
    }

    private InterruptionQueue queue(String name) {
        return new InterruptionQueue(
                aws.sqs(),
                name,
                id -> id.equals(OURS) ? Optional.of(PROVIDER_ID) : Optional.empty(),
                new InterruptionQueue.Outlet(told::add, counted, InstantSource.system(), told -> acted.test(told)));
    }

    private static String spot(String instance) {
        return MessageParserTest.event(
                "aws.ec2",
                "EC2 Spot Instance Interruption Warning",
                "{\"instance-id\": \"" + instance + "\", \"instance-action\": \"terminate\"}");
    }

    private void send(String body) {
        aws.sqs().sendMessage(r -> r.queueUrl(url()).messageBody(body));
    }

    private List<?> left() {
        return aws.sqs()
                .receiveMessage(r -> r.queueUrl(url()).visibilityTimeout(0))
                .messages();
    }

    private String url() {
        return aws.sqs().getQueueUrl(r -> r.queueName(CalmAccount.CLUSTER)).queueUrl();
    }
}
