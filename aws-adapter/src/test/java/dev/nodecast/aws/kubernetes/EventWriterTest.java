package dev.nodecast.aws.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.kubernetes.EventWriter.Subject;
import dev.nodecast.aws.kubernetes.FakeApi.Answer;
import dev.nodecast.scheduler.model.ObjectKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How events are written on objects. */
class EventWriterTest {

    private static final Subject NODE = new Subject(WatchedKind.NODE, new ObjectKey("", "node-1"), "u");
    private static final String EVENTS = "/api/v1/namespaces/default/events";

    private final Desk desk = new Desk();
    private final EventWriter writer = new EventWriter(desk.outbox, "host");

    @AfterEach
    void close() {
        desk.close();
    }

    private void write(String message) throws InterruptedException {
        writer.write(NODE, EventWriter.Type.NORMAL, "DisruptionBlocked", message);
        desk.settle();
    }

    private String last() {
        return desk.asked.getLast().method() + " " + desk.asked.getLast().path();
    }

    @Test
    void whatIsSaidAgainIsCountedUp() throws InterruptedException {
        write("a pod keeps it");
        assertThat(last()).isEqualTo("POST " + EVENTS);
        assertThat(desk.asked.getLast().body()).contains("\"count\":1", "a pod keeps it", "\"type\":\"Normal\"");

        write("a pod keeps it");
        assertThat(last()).startsWith("PATCH " + EVENTS + "/node-1.");
        assertThat(desk.asked.getLast().body())
                .contains("\"count\":2", "lastTimestamp")
                .doesNotContain("reason");
    }

    @Test
    void whatIsSaidInOtherWordsIsAnotherEvent() throws InterruptedException {
        write("a pod keeps it");
        write("another pod keeps it");
        assertThat(last()).isEqualTo("POST " + EVENTS);
        assertThat(desk.asked).hasSize(2);
    }

    @Test
    void anEventThatIsForgottenByNowIsWrittenAnewWithItsCount() throws InterruptedException {
        write("a pod keeps it");
        desk.answers(asked -> new Answer(asked.method().equals("PATCH") ? 404 : 201, "{}"));
        write("a pod keeps it");
        assertThat(last()).isEqualTo("POST " + EVENTS);
        assertThat(desk.asked.getLast().body()).contains("\"count\":2");
        assertThat(desk.asked).hasSize(3);
    }
}
