package dev.nodecast.cli;

import static dev.nodecast.cli.CommandLine.nodecast;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code nodecast simulate --trajectory} as its users call it. */
class SimulateTrajectoryTest {

    private static final String FOLDER = Path.of(
                    "..",
                    "scenarios",
                    "src",
                    "test",
                    "resources",
                    "dev",
                    "nodecast",
                    "scenarios",
                    "trajectory",
                    "balloons")
            .toString();

    @Test
    void itPrintsTheShapeThatTheRecordingsHave() {
        CommandLine run = nodecast(
                "simulate", "--trajectory", FOLDER, "--seed", "3", "--poll-phase-ms", "2500", "--format", "json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode result = run.json();
        assertThat(result.at("/disruptionPollPhaseMs").asInt()).isEqualTo(2500);
        assertThat(result.at("/nodeClaims").size()).isEqualTo(2);
        assertThat(result.at("/nodeClaims/0/instanceType").asString()).isNotEmpty();
        assertThat(result.at("/summary/launches").asInt()).isEqualTo(2);
        assertThat(result.at("/summary/instanceSeconds").asDouble()).isPositive();
    }

    @Test
    void forPeopleItShowsClaimsAndTotals() {
        CommandLine run = nodecast("simulate", "--trajectory", FOLDER);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("CLAIM").contains("TOTALS");
    }

    @Test
    void whatWasObservedStandsBeside(@TempDir Path folder) throws IOException {
        for (String name : new String[] {"manifests.yaml", "instance-types.json", "timeline.json"}) {
            Files.copy(Path.of(FOLDER, name), folder.resolve(name));
        }
        CommandLine recorded = nodecast("simulate", "--trajectory", FOLDER, "--format", "json");
        Files.writeString(folder.resolve("observed-1.json"), recorded.out());
        CommandLine run = nodecast("simulate", "--trajectory", folder.toString(), "--replications", "2");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("observed-1").contains("least to most");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--poll-phase-ms 7|found no --trajectory beside it",
                "--trajectory FOLDER --poll-phase-ms 10000|expected 0 to 9999",
                "--trajectory FOLDER --replications 2 --format json|expected 1 with --format json",
                "--trajectory no-such-folder|manifests.yaml",
                "gpu-spot-month --trajectory FOLDER|--trajectory"
            })
    void whatCannotBeIsRefusedWithTwo(String arguments, String message) {
        CommandLine run = nodecast(("simulate " + arguments.replace("FOLDER", FOLDER)).split(" "));
        assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }
}
