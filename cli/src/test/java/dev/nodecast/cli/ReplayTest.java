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
}
