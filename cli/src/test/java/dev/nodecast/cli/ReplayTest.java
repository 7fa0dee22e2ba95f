package dev.nodecast.cli;

import static dev.nodecast.cli.CommandLine.nodecast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code nodecast simulate --journal}, {@code replay} and {@code report journal} as their users call them. */
class ReplayTest {

    @TempDir
    static Path folder;

    @TempDir
    Path scratch;

    @BeforeAll
    static void sixHoursAreRecorded() {
        CommandLine run = nodecast(
                "simulate", "gpu-spot-month", "--set", "duration=6h", "--no-bounds", "--journal", folder.toString());
        assertThat(run.exitCode()).as(run.err()).isLessThan(2);
    }

    private static Path journal() throws IOException {
        try (var files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    private Path altered(UnaryOperator<String> change) throws IOException {
        Path copy = scratch.resolve(journal().getFileName());
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(journal()));
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(copy))) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            in.transferTo(text);
            out.write(change.apply(text.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        }
        return copy;
    }

    @Test
    void aRecordedRunIsDoneAgainToTheLastDecision() {
        CommandLine run = nodecast("replay", folder.toString(), "--format", "json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode session = run.json().get(0);
        assertThat(session.at("/agreed").asBoolean()).isTrue();
        assertThat(session.at("/decisions").asInt()).isGreaterThan(20);
        assertThat(session.has("unfinished")).isFalse();
    }

    @Test
    void theFirstDifferenceIsShownAndMakesTheExitCodeOne() throws IOException {
        Path other = altered(text -> text.replaceFirst("\"is\":\"NodeLaunched\",\"nodeClaim\":\"", "$0other-"));
        CommandLine run = nodecast("replay", other.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("first difference at 2026-", "recorded", "\"nodeClaim\":\"other-", "replayed");
    }

    @Test
    void aFileThatWasCutOffAgreesAsFarAsItGoesAndSaysSo() throws IOException {
        byte[] whole = Files.readAllBytes(journal());
        Path torn = scratch.resolve(journal().getFileName());
        Files.write(torn, Arrays.copyOf(whole, whole.length / 2));
        CommandLine run = nodecast("replay", torn.toString());
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("it ends there: ", "was cut off");
    }

    @Test
    void whereNoJournalIsThatIsBadInput() {
        CommandLine run = nodecast("replay", scratch.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("found no journal there");
    }

    @Test
    void aRunIsNotRecordedTwiceIntoOneFolder() {
        CommandLine run = nodecast(
                "simulate", "gpu-spot-month", "--set", "duration=6h", "--no-bounds", "--journal", folder.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("name another folder");
    }

    @Test
    void itsReportCountsWhatTheSimulationCounted() {
        JsonNode report = nodecast("report", "journal", folder.toString(), "--format", "json")
                .json()
                .get(0);
        JsonNode simulated = nodecast(
                        "simulate", "gpu-spot-month", "--set", "duration=6h", "--no-bounds", "--format", "json")
                .json();
        assertThat(report.at("/launched").asDouble())
                .isEqualTo(simulated.at("/nodes/launched").asDouble());
        assertThat(report.at("/computeUsd").asDouble())
                .isCloseTo(simulated.at("/cost/compute").asDouble(), withPercentage(3));
    }

    @Test
    void theRecordedDemandIsSimulatedUnderOtherManifests() throws IOException {
        Path manifests =
                Path.of("../scenarios/src/main/resources/dev/nodecast/scenarios/library/manifests/design-corrected");
        CommandLine run =
                nodecast("replay", folder.toString(), "--manifests", manifests.toString(), "--format", "json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode answer = run.json();
        double recorded = answer.at("/recorded/computeUsd").asDouble();
        assertThat(answer.at("/simulated/manifests/computeUsd").asDouble()).isCloseTo(recorded, withPercentage(10));
    }

    private static final Path DESIGN =
            Path.of("../scenarios/src/main/resources/dev/nodecast/scenarios/library/manifests/design-corrected");

    /** The design's manifests with another text in the autoscaler. */
    private Path withAutoscaler(String name, UnaryOperator<String> change) throws IOException {
        Path other = Files.createDirectories(scratch.resolve(name));
        try (var files = Files.list(DESIGN)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                String text = Files.readString(file);
                Files.writeString(
                        other.resolve(file.getFileName()),
                        file.endsWith("scaledobject.yaml") ? change.apply(text) : text);
            }
        }
        return other;
    }

    private static JsonNode replayed(String... more) {
        String[] all = Arrays.copyOf(new String[] {"replay", folder.toString(), "--format", "json"}, 4 + more.length);
        System.arraycopy(more, 0, all, 4, more.length);
        CommandLine run = nodecast(all);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.json();
    }

    private static double podHours(JsonNode answer, String of) {
        return answer.at(of + "/podHours/prod~1ai-worker").asDouble();
    }

    /** Under the same autoscaler and the readings of then there are about as many pods as there were. */
    @Test
    void theAutoscalerOfThenAsksForWhatItAskedForThen() {
        JsonNode answer = replayed("--manifests", DESIGN.toString());

        double recorded = podHours(answer, "/recorded");
        assertThat(recorded).isGreaterThan(1);
        assertThat(podHours(answer, "/simulated/manifests")).isCloseTo(recorded, withPercentage(5));
        assertThat(answer.at("/simulated/manifests/autoscalers/0").asString())
                .contains("ScaledObject prod/ai-worker", "scales prod/ai-worker by the metrics that were read then");
    }

    @Test
    void anotherThresholdAsksForOtherPodsAndOtherNodes() throws IOException {
        Path lazy = withAutoscaler("lazy", text -> text.replace("threshold: \"3\"", "threshold: \"12\""));

        JsonNode answer = replayed("--manifests", lazy.toString(), "--baseline", DESIGN.toString());

        assertThat(podHours(answer, "/simulated/manifests")).isLessThan(0.9 * podHours(answer, "/simulated/baseline"));
        assertThat(answer.at("/simulated/manifests/computeUsd").asDouble())
                .isLessThan(answer.at("/simulated/baseline/computeUsd").asDouble());
    }

    @Test
    void anAutoscalerOfWhatWasNeverReadIsLeftOutAndNamed() throws IOException {
        Path other = withAutoscaler("other", text -> text.replace("sum(celery_jobs)", "sum(kafka_lag)"));

        JsonNode answer = replayed("--manifests", other.toString());

        assertThat(podHours(answer, "/simulated/manifests")).isEqualTo(podHours(answer, "/recorded"));
        assertThat(answer.at("/simulated/manifests/autoscalers/0").asString())
                .contains("is left out", "kafka_lag", "was not read when the journal was written", "celery_jobs");
    }

    @Test
    void theReplicasOfThenCanBeKept() throws IOException {
        Path lazy = withAutoscaler("kept", text -> text.replace("threshold: \"3\"", "threshold: \"12\""));

        JsonNode answer = replayed("--manifests", lazy.toString(), "--keep-replicas");

        assertThat(podHours(answer, "/simulated/manifests")).isEqualTo(podHours(answer, "/recorded"));
        assertThat(answer.at("/simulated/manifests/autoscalers").isEmpty()).isTrue();
    }

    @Test
    void onTheScreenTheAutoscalersStandBelowTheirPods() {
        CommandLine run = nodecast("replay", folder.toString(), "--manifests", DESIGN.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("pod-hours of prod/ai-worker", "manifests: ScaledObject prod/ai-worker")
                .contains("fewer or more replicas would have changed them");
    }

    /** The journal of a simulation has one session; its cost is the simulation's but for rounding and the time of a launch. */
    @Test
    void aMonthlyReportIsMadeOfAJournal() throws IOException {
        Path out = scratch.resolve("report");
        CommandLine run = nodecast(
                "report",
                "monthly",
                folder.toString(),
                "--month",
                "2026-10",
                "--time-zone",
                "Asia/Seoul",
                "-o",
                out.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines().map(line -> Path.of(line).getFileName().toString()))
                .containsExactly(
                        "report.html",
                        "cost-by-day.csv",
                        "cost-lines.csv",
                        "nodes.csv",
                        "commands.csv",
                        "pod-waits.csv");
        JsonNode journal = nodecast("report", "journal", folder.toString(), "--format", "json")
                .json()
                .get(0);
        double total = Files.readAllLines(out.resolve("cost-by-day.csv")).stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
                .sum();
        assertThat(total).isCloseTo(journal.at("/computeUsd").asDouble(), withPercentage(0.1));
        assertThat(Files.readAllLines(out.resolve("nodes.csv")))
                .hasSize(1 + journal.at("/launched").asInt());
        assertThat(Files.readString(out.resolve("report.html")))
                .contains(
                        "What the journal does not know",
                        "Commands of disruption",
                        "emptiness · Empty",
                        "Nodes in October 2026");
    }

    @Test
    void aMonthWithoutTimeInTheJournalIsBadInput() {
        CommandLine run = nodecast(
                "report",
                "monthly",
                folder.toString(),
                "--month",
                "2026-11",
                "-o",
                scratch.resolve("no").toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("month 2026-11", "ask for `--month 2026-09`");
        assertThat(scratch.resolve("no")).doesNotExist();
    }
}
