package dev.nodecast.aws.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.kubernetes.ClaimConditions.Condition;
import dev.nodecast.aws.kubernetes.FakeApi.Answer;
import dev.nodecast.scheduler.model.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is counted of what is done to a cluster. */
class ClusterEventsTest {

    private static final ObjectKey POD = new ObjectKey("prod", "p");

    private final Desk desk = new Desk();
    private final List<String> counted = new ArrayList<>();
    private final ClusterTally tally = new ClusterTally() {
        @Override
        public void transition(SaidCondition now, String before, double seconds) {
            counted.add(now.kind() + " " + now.key().name() + " " + now.type() + " " + before + " -> " + now.status()
                    + " after " + seconds);
        }

        @Override
        public void eviction(int code) {
            counted.add("eviction " + code);
        }

        @Override
        public void drained(String reason) {
            counted.add("drained " + reason);
        }
    };
    private final ClusterEvents events = new ClusterEvents(
            new EventWriter(desk.outbox, "host"), new SeenObjects(), new ClusterEvents.Counts(desk, tally));
    private final PodCommands pods = new PodCommands(desk.outbox, desk.told::add, events);

    @AfterEach
    void close() {
        desk.close();
    }

    private static Condition condition(String status, String since) {
        return new Condition("Ready", status, "Ready", "", since);
    }

    @Test
    void anEvictionIsCountedByItsAnswerAndMovesThePodWhereItIsGranted() throws InterruptedException {
        desk.answers(_ -> new Answer(201, "{}"));
        pods.evict(POD, "u");
        desk.settle();
        desk.answers(_ -> new Answer(429, "{\"message\": \"Cannot evict pod as it would violate a budget\"}"));
        pods.evict(POD, "u");
        desk.settle();

        assertThat(counted).containsExactly("eviction 200", "drained Forceful Termination", "eviction 429");
    }

    @Test
    void aPodThatIsDeletedForItsNodesGracePeriodIsMovedToo() throws InterruptedException {
        pods.delete(POD, "u", 5);
        desk.settle();

        assertThat(counted).containsExactly("drained Forceful Termination");
    }

    @Test
    void aConditionIsCountedWithHowLongItWasAsItWas() throws InterruptedException {
        ObjectKey pool = new ObjectKey("", "gpu");
        events.changed(WatchedKind.NODE_POOL, pool, null, condition("False", "2026-10-01T00:00:00Z"));
        events.changed(
                WatchedKind.NODE_POOL,
                pool,
                condition("False", "2026-10-01T00:00:00Z"),
                condition("True", "2026-10-01T00:01:30Z"));
        desk.settle();

        assertThat(counted)
                .containsExactly(
                        "NodePool gpu Ready  -> False after 0.0", "NodePool gpu Ready False -> True after 90.0");
    }
}
