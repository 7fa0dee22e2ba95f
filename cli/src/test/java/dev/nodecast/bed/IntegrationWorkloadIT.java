package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scenarios.journal.JournalReader;
import dev.nodecast.scenarios.journal.RecordedRun;
import dev.nodecast.scenarios.journal.RecordedSession;
import dev.nodecast.scenarios.journal.SessionEntries;
import dev.nodecast.scenarios.journal.SessionReplay;
import dev.nodecast.scheduler.disruption.DisruptionLoop;
import dev.nodecast.scheduler.recording.Cause;
import dev.nodecast.scheduler.recording.Entry;
import dev.nodecast.scheduler.recording.LoopConfiguration;
import dev.nodecast.scheduler.recording.Replay;
import dev.nodecast.sim.world.spec.PlannedAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One workload in two worlds: scale-ups, interruptions of spot instances and consolidation. The live controller's journal is
 * done again and must come to the same decisions; the simulator, left to itself, must launch the same and keep nodes as long.
 * Five minutes; {@code -Dnodecast.workload=30m} is six times that.
 */
@Tag("quiet")
@OnTheBed
class IntegrationWorkloadIT {

    /** Of all phases together: within one a late call on a busy host is some percent of a few node-minutes. */
    private static final double NODE_HOURS = 0.02;

    @Test
    void theLiveControllerDoesWhatTheSimulatorDoes(Cluster cluster) throws Exception {
        IntegrationWorkload workload = new IntegrationWorkload(duration());
        Path folder = emptied(Path.of("target/bed/workload").toAbsolutePath());
        Path journal = folder.resolve("live");

        long startNs = live(cluster, workload, journal);

        List<RecordedSession> sessions = JournalReader.sessions(journal);
        assertThat(sessions).as("one loop from beginning to end").hasSize(1);
        RecordedSession session = sessions.getFirst();
        assertThat(SessionReplay.of(session).outcome()).isInstanceOfSatisfying(Replay.Agreed.class, agreed -> {
            assertThat(agreed.unfinished()).isNull();
            System.out.printf(
                    "replayed the live journal: the same %d decisions and %d orders in %d turns%n",
                    agreed.extent().decisions(),
                    agreed.extent().orders(),
                    agreed.extent().turns());
        });
        long firstPollNs = firstPollNs(session);
        assertThat(firstPollNs - rhythm(session).firstPollNs() - startNs)
                .as("the loop began before the first pods came")
                .isLessThan(workload.firstPodsNs());
        RecordedRun live = RecordedRun.of(session);
        RecordedRun simulated = workload.withCallsOfTheBed()
                .simulate(Math.floorMod(firstPollNs - startNs, rhythm(session).pollNs()), folder.resolve("simulated"));

        PhaseTable table = PhaseTable.of(workload.phases(), live, startNs, simulated);
        System.out.println(table);
        assertThat(table.rows()).as(table.toString()).allMatch(PhaseTable.Row::sameLaunches);
        assertThat(Math.abs(table.more())).as(table.toString()).isLessThanOrEqualTo(NODE_HOURS);
        assertThat(live.interrupted()).isEqualTo(simulated.interrupted()).isPositive();
    }

    /** Both journals stay there, to be looked at. */
    private static Path emptied(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    private static Duration duration() {
        String asked = System.getProperty("nodecast.workload", "5m");
        return Duration.parse("PT" + asked);
    }

    /** Runs it; returns when it began, by the controller's clock. */
    private static long live(Cluster cluster, IntegrationWorkload workload, Path journal) throws Exception {
        cluster.apply(workload.manifests());
        CloudAccount account = new CloudAccount(cluster, workload.scenario(), workload.world());
        cluster.endAfterwards(account::close);
        long startNs = epochNs() - account.nowNs();
        LiveController controller = cluster.controller(account, "--journal", journal.toString());
        for (PlannedAction action : workload.world().actions()) {
            sleepUntil(startNs + action.atNs());
            if (action.change() instanceof PlannedAction.Change.Scale scale) {
                cluster.scale(scale.deployment().namespace(), scale.deployment().name(), scale.replicas());
            }
        }
        sleepUntil(startNs + workload.scenario().horizonNs());
        assertThat(controller.alive()).as(controller.tail()).isTrue();
        controller.close();
        return startNs;
    }

    private static long epochNs() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private static void sleepUntil(long epochNs) throws InterruptedException {
        long leftNs = epochNs - epochNs();
        if (leftNs > 0) {
            Thread.sleep(Duration.ofNanos(leftNs));
        }
    }

    /** When the live loop looked for nodes to disrupt for the first time. */
    private static long firstPollNs(RecordedSession session) throws IOException {
        try (SessionEntries entries = session.entries()) {
            while (entries.hasNext()) {
                if (entries.next() instanceof Entry.TurnBegan turn && turn.cause() instanceof Cause.Started) {
                    return turn.atNs() + rhythm(session).firstPollNs();
                }
            }
        }
        throw new AssertionError("the loop never started");
    }

    private static DisruptionLoop.Rhythm rhythm(RecordedSession session) throws IOException {
        try (SessionEntries entries = session.entries()) {
            if (entries.next() instanceof Entry.Began began
                    && began.configuration() instanceof LoopConfiguration.Karpenter(var settings)) {
                return settings.disruption();
            }
        }
        throw new AssertionError("no loop of Karpenter's");
    }
}
