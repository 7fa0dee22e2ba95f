package dev.nodecast.scenarios.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.scenarios.trajectory.Recording.Claim;
import dev.nodecast.scenarios.trajectory.Recording.DecisionLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What real Karpenter did over recorded timelines, beside what the loops do in the simulator. The tolerances are those
 * that the recordings state: totals within 2 or 5 percent, instants within half a second, and for the chaotic ones an
 * ensemble of seeds that has the recording in its range.
 */
class RecordedTrajectoriesTest {

    private static final int ENSEMBLE = 40;

    private static Recording run(String name, long seed, Integer pollPhaseMs) {
        return TrajectoryRun.of(
                TrajectoryFolder.read(SharedTrajectories.path(name)), new TrajectoryRun.Options(seed, pollPhaseMs));
    }

    private static JsonNode observed(String name, int run) {
        Path file = SharedTrajectories.path(name).resolve("observed-" + run + ".json");
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int phaseMs(JsonNode observed) {
        return observed.path("disruptionPollPhaseMs").asInt();
    }

    private static List<Long> created(JsonNode observed) {
        List<Long> times = new ArrayList<>();
        observed.path("nodeClaims")
                .forEach(claim -> times.add(claim.path("createdMs").asLong()));
        return times;
    }

    private static void agrees(Recording simulated, JsonNode observed, double percent) {
        JsonNode summary = observed.path("summary");
        assertThat(simulated.summary().instanceSeconds())
                .as("instance-seconds")
                .isCloseTo(summary.path("instanceSeconds").asDouble(), Percentage.withPercentage(percent));
        assertThat(simulated.summary().costUsd())
                .as("cost")
                .isCloseTo(summary.path("costUsd").asDouble(), Percentage.withPercentage(percent));
    }

    /** Claim count, allowed types and chosen type of the first batch, and when it was asked for. */
    private static void firstBatchAgrees(Recording simulated, JsonNode observed) {
        List<String> wanted = new ArrayList<>();
        long firstMs = observed.at("/nodeClaims/0/createdMs").asLong();
        for (JsonNode claim : observed.path("nodeClaims")) {
            if (claim.path("createdMs").asLong() < firstMs + 500) {
                List<String> types = new ArrayList<>();
                claim.path("instanceTypesInSpec").forEach(type -> types.add(type.asString()));
                wanted.add(claim.path("instanceType").asString() + " of " + new TreeSet<>(types));
            }
        }
        List<String> found = simulated.nodeClaims().stream()
                .filter(claim -> Math.abs(claim.createdMs() - firstMs) < 500)
                .map(claim -> claim.instanceType() + " of " + new TreeSet<>(claim.instanceTypesInSpec()))
                .toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void theFirstBatchOfEveryRecordingIsTheSame() {
        for (String name : List.of(
                "design-burst",
                "consolidate-mixed",
                "drift",
                "two-pools-fallback",
                "consolidate-steady",
                "staircase-random-b")) {
            firstBatchAgrees(run(name, 1, null), observed(name, 1));
        }
    }

    @Test
    void theDesignsBurstLaunchesWhenItDidAndEmptiesAtTheSamePace() {
        JsonNode observed = observed("design-burst", 1);
        Recording simulated = run("design-burst", 1, phaseMs(observed));
        List<Long> times = created(observed);
        assertThat(simulated.nodeClaims()).hasSameSizeAs(times);
        for (int i = 0; i < times.size(); i++) {
            assertThat((double) simulated.nodeClaims().get(i).createdMs()).isCloseTo(times.get(i), within(500.0));
        }
        agrees(simulated, observed, 2);
        assertThat(simulated.summary().pods().unscheduledPodSeconds())
                .isCloseTo(observed.at("/summary/pods/unscheduledPodSeconds").asDouble(), Percentage.withPercentage(2));
        assertThat(simulated.summary().nodeClaimsDeletedByCause()).containsOnlyKeys("empty");
        List<Long> commands = disruptions(simulated);
        assertThat((double) commands.getFirst()).isCloseTo(218_154, within(1_000.0));
        for (int i = 1; i < commands.size(); i++) {
            assertThat((double) commands.get(i) - commands.get(i - 1)).isCloseTo(25_100, within(300.0));
        }
    }

    private static List<Long> disruptions(Recording recording) {
        return recording.decisions().stream()
                .filter(decision -> decision.kind().equals("disruption"))
                .map(DecisionLine::tMs)
                .toList();
    }

    @Test
    void driftReplacesEightNodesAndThenNone() {
        for (int i = 1; i <= 2; i++) {
            JsonNode observed = observed("drift", i);
            Recording simulated = run("drift", i, phaseMs(observed));
            agrees(simulated, observed, 2);
            assertThat(simulated.summary().disruptionCommands())
                    .containsOnlyKeys("drift/replace")
                    .containsValue(8);
            assertThat(simulated.summary().launchesReplacement()).isEqualTo(8);
            assertThat((double) disruptions(simulated).getFirst())
                    .isCloseTo(observed.at("/decisions/1/tMs").asDouble(), within(1_000.0));
        }
    }

    /** The poll's phase alone decides which of the two recorded paths is taken. */
    @Test
    void steadyConsolidationTakesThePathOfItsPollPhase() {
        for (int i = 1; i <= 2; i++) {
            JsonNode observed = observed("consolidate-steady", i);
            Recording simulated = run("consolidate-steady", 1, phaseMs(observed));
            agrees(simulated, observed, 5);
            assertThat(simulated.summary().launches())
                    .isEqualTo(observed.at("/summary/launches").asInt());
            List<Double> times = new ArrayList<>();
            observed.path("decisions").forEach(decision -> {
                if (decision.path("kind").asString().equals("disruption")) {
                    times.add(decision.path("tMs").asDouble());
                }
            });
            List<Long> commands = disruptions(simulated);
            assertThat(commands).hasSameSizeAs(times);
            for (int k = 0; k < times.size(); k++) {
                assertThat((double) commands.get(k)).isCloseTo(times.get(k), within(1_000.0));
            }
        }
    }

    @Test
    void twoPoolsFallBackAndShrinkWithinFivePercent() {
        JsonNode observed = observed("two-pools-fallback", 1);
        List<Recording> runs = ensemble("two-pools-fallback", 12, phaseMs(observed));
        for (Recording simulated : runs) {
            assertThat(simulated.summary().instanceSeconds()).isBetween(1_906.7 * 0.95, 1_952.9 * 1.05);
            assertThat(simulated.summary().pods().unscheduledPodSeconds())
                    .isCloseTo(1_085, Percentage.withPercentage(2));
            assertThat(simulated.summary().launchesProvisioned()).isEqualTo(8);
            assertThat(simulated.summary().pods().neverScheduled()).isEqualTo(3);
        }
        assertThat(runs.stream()
                        .mapToDouble(run -> run.summary().costUsd())
                        .average()
                        .orElseThrow())
                .isCloseTo(0.1349, Percentage.withPercentage(5));
    }

    @Test
    void mixedConsolidationLiesWithinAnEnsembleOfSeeds() {
        List<Recording> runs = ensemble("consolidate-mixed", ENSEMBLE, null);
        for (int i = 1; i <= 2; i++) {
            JsonNode summary = observed("consolidate-mixed", i).path("summary");
            contains(runs, run -> run.summary().instanceSeconds(), summary.path("instanceSeconds"));
            contains(runs, run -> run.summary().costUsd(), summary.path("costUsd"));
            contains(runs, run -> run.summary().launches(), summary.path("launches"));
        }
    }

    @Test
    void theStaircaseLiesWithinAnEnsembleOfSeeds() {
        List<Recording> runs = ensemble("staircase-random-b", ENSEMBLE, null);
        JsonNode summary = observed("staircase-random-b", 1).path("summary");
        contains(runs, run -> run.summary().instanceSeconds(), summary.path("instanceSeconds"));
        contains(runs, run -> run.summary().costUsd(), summary.path("costUsd"));
        contains(runs, run -> run.summary().launches(), summary.path("launches"));
        contains(runs, run -> run.summary().pods().evicted(), summary.at("/pods/evicted"));
    }

    private static List<Recording> ensemble(String name, int seeds, Integer pollPhaseMs) {
        Trajectory trajectory = TrajectoryFolder.read(SharedTrajectories.path(name));
        return LongStream.rangeClosed(1, seeds)
                .mapToObj(seed -> TrajectoryRun.of(trajectory, new TrajectoryRun.Options(seed, pollPhaseMs)))
                .toList();
    }

    private static void contains(List<Recording> runs, ToDoubleFunction<Recording> value, JsonNode observed) {
        assertThat(observed.asDouble())
                .isBetween(
                        runs.stream().mapToDouble(value).min().orElseThrow(),
                        runs.stream().mapToDouble(value).max().orElseThrow());
    }

    @Test
    void drainsTakeAsLongAsTheyDid() {
        for (Claim claim : run("design-burst", 3, null).nodeClaims()) {
            if (claim.deletedMs() != null && claim.deleteRequestedMs() != null) {
                assertThat((double) claim.deletedMs() - Objects.requireNonNull(claim.deleteRequestedMs()))
                        .isBetween(4_100.0, 5_600.0);
            }
        }
    }
}
