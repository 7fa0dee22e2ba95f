package dev.nodecast.scenarios.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.recording.Answer;
import dev.nodecast.scheduler.recording.Cause;
import dev.nodecast.scheduler.recording.Entry;
import dev.nodecast.scheduler.recording.LoopConfiguration;
import dev.nodecast.scheduler.recording.Order;
import dev.nodecast.scheduler.recording.Question;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of one controller put together; times are in hours since 1970, prices 1 USD an hour. */
class ControllerHistoryTest {

    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final long USD = 1_000_000;

    @TempDir
    Path folder;

    private void session(String name, Entry... entries) throws IOException {
        try (JournalWriter writer = JournalWriter.open(folder, name, "test", JournalOptions.simulated())) {
            writer.take(new Entry.Began(Instant.EPOCH, new LoopConfiguration.Karpenter(Settings.defaults())));
            List.of(entries).forEach(writer::take);
        }
    }

    private ControllerHistory history() throws IOException {
        return ControllerHistory.of(JournalReader.sessions(folder));
    }

    private static Entry at(double hours) {
        return new Entry.TurnBegan((long) (hours * HOUR_NS), new Cause.ConditionsAsked());
    }

    private static Entry launched(String claim) {
        return new Entry.Decided(new Decision.NodeLaunched(claim, "g5.xlarge", "z", "spot", USD));
    }

    private static Entry observed(double hours, Observation observation) {
        return new Entry.TurnBegan((long) (hours * HOUR_NS), new Cause.Observed(observation));
    }

    private static Observation boughtAs(String claim, String providerId) {
        return new Observation.Launched(
                claim,
                providerId,
                new Observation.Offer("g5.xlarge", "z", "spot", USD, ""),
                Labels.NONE,
                Resources.NONE,
                Resources.NONE);
    }

    /** A claim that was launched at the hour, as another loop left it. */
    private static Observation left(String name, String providerId, double launchedHours) {
        Labels labels = Labels.of(Map.of(
                WellKnown.INSTANCE_TYPE,
                "g5.xlarge",
                WellKnown.ZONE,
                "z",
                WellKnown.CAPACITY_TYPE,
                "spot",
                "karpenter.sh/nodepool",
                "gpu"));
        NodeClaim.Status status = new NodeClaim.Status(
                providerId,
                "",
                Resources.NONE,
                Resources.NONE,
                (long) (launchedHours * HOUR_NS),
                null,
                null,
                null,
                null,
                null,
                null);
        return new Observation.NodeClaimObserved(new NodeClaim(
                ObjectMeta.named(name).withLabels(labels),
                List.of(),
                List.of(),
                List.of(),
                Resources.NONE,
                new NodeClaim.NodeClassRef("g", "k", "n"),
                null,
                null,
                status));
    }

    private static Entry sold() {
        return new Entry.Answered(
                new Question.InstanceTypes("gpu"),
                0,
                new Answer.Types(List.of(new InstanceType(
                        "g5.xlarge",
                        Resources.NONE,
                        Resources.NONE,
                        new TreeMap<>(),
                        List.of(new Offering("z", "spot", USD, true))))));
    }

    private static Entry ended(String providerId) {
        return new Entry.Ordered(new Order.Terminate(providerId));
    }

    /** Launched at 1, the first controller ends at 2, the second begins at 3 and ends the node at 5: four hours, one node. */
    @Test
    void aNodeGoesOnInTheSessionThatKnowsItNext() throws IOException {
        session("a", at(0), at(1), launched("n"), observed(1, boughtAs("n", "i-1")), at(2));
        session("b", observed(3, left("n", "i-1", 1)), sold(), at(5), ended("i-1"), at(6));

        ControllerHistory history = history();

        assertThat(history.nodes()).singleElement().satisfies(node -> {
            assertThat(node.hours(0, 10 * HOUR_NS)).isEqualTo(4);
            assertThat(node.usd(0, 10 * HOUR_NS)).isEqualTo(4);
            assertThat(node.usd(0, 2 * HOUR_NS)).isEqualTo(1);
            assertThat(node.found()).isFalse();
        });
        assertThat(history.missing())
                .singleElement()
                .asString()
                .startsWith("nobody watched for 3600 s from 1970-01-01T02");
    }

    /** What was there before the record is known by its claim, at the price that the pool was told. */
    @Test
    void aNodeThatWasThereCountsFromItsLaunch() throws IOException {
        session("b", observed(3, left("n", "i-1", 1)), sold(), at(5));

        RecordedRun run = RecordedRun.of(JournalReader.sessions(folder).getFirst());

        assertThat(run.launched()).isZero();
        assertThat(run.nodeHours()).as("within the record").isEqualTo(2);
        assertThat(history().nodes()).singleElement().satisfies(node -> {
            assertThat(node.found()).isTrue();
            assertThat(node.pool()).isEqualTo("gpu");
            assertThat(node.hours(0, 5 * HOUR_NS)).isEqualTo(4);
            assertThat(node.usd(0, 5 * HOUR_NS)).isEqualTo(4);
        });
        assertThat(history().lacksPrices()).isFalse();
    }

    @Test
    void aNodeThatNoLaterSessionKnowsEndedWithTheLastThatDid() throws IOException {
        session("a", at(0), at(1), launched("n"), at(2));
        session("b", at(2), at(6));

        assertThat(history().nodes())
                .singleElement()
                .satisfies(node -> assertThat(node.hours(0, 10 * HOUR_NS)).isEqualTo(1));
        assertThat(history().missing()).singleElement().asString().startsWith("1 nodes ended while nobody watched");
    }

    /** Of an instance that ran for half a minute a minute is paid, once. */
    @Test
    void aMinuteIsTheLeastThatIsPaid() throws IOException {
        session("a", at(1), launched("n"), observed(1, boughtAs("n", "i-1")), at(1 + 30 / 3600.0), ended("i-1"), at(3));

        RecordedNode node = history().nodes().getFirst();

        assertThat(node.usd(0, 2 * HOUR_NS)).isEqualTo(1 / 60.0, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(node.usd(2 * HOUR_NS, 3 * HOUR_NS)).isZero();
    }

    @Test
    void sessionsAtTheSameTimeAreNotOneController() throws IOException {
        session("a", at(0), at(2));
        session("b", at(1), at(3));
        assertThatThrownBy(this::history)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("sessions a and b: found that they were at work at the same time")
                .hasMessageContaining("--session");
    }

    @Test
    void whatAShadowDecidedIsNoHistory() throws IOException {
        session("20261127T000000.000Z-shadow", at(0), at(2));
        assertThatThrownBy(this::history)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a controller that only watched (--shadow)");
    }

    @Test
    void commandsAndWhatIsMissingAreTold() throws IOException {
        List<Entry> entries = new ArrayList<>();
        entries.add(at(1));
        entries.add(new Entry.Decided(
                new Decision.Disrupt("multi-node", "Underutilized", List.of("a", "b"), List.of("c"), 3 * USD, "why")));
        entries.add(new Entry.Lost(7));
        session("a", entries.toArray(Entry[]::new));

        assertThat(history().commands())
                .containsExactly(new RecordedCommand(HOUR_NS, "multi-node", "Underutilized", 2, 1, 3 * USD));
        assertThat(history().missing()).containsExactly("a: 7 entries could not be written");
    }
}
