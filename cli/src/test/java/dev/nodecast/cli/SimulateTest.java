package dev.nodecast.cli;

import static dev.nodecast.cli.CommandLine.nodecast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code nodecast simulate} as its users call it. */
class SimulateTest {

    private static final List<String> A_DAY = List.of("--set", "duration=1d", "--no-bounds");

    private static CommandLine simulate(String scenario, String... more) {
        return nodecast(Stream.of(Stream.of("simulate", scenario), A_DAY.stream(), Stream.of(more))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    @Test
    void theDesignAsWrittenRunsToItsEndAndCompletesNoJob() {
        CommandLine run = nodecast("simulate", "design-as-written", "--format", "json");
        assertThat(run.exitCode()).isIn(0, 1);
        JsonNode result = run.json();
        assertThat(result.at("/jobs/arrived").asDouble()).isGreaterThan(50_000);
        assertThat(result.at("/jobs/completed").asDouble()).isZero();
        assertThat(result.at("/warnings").toString()).contains("refuses HorizontalPodAutoscaler");
    }

    @ParameterizedTest
    @CsvSource({"cost-table-24x7,720,724.32", "cost-table-8h,240,241.44", "cost-table-on-request,100,100.60"})
    void theDocumentsCostTableComesOutToTheCent(String scenario, double gpuHours, double usd) {
        JsonNode result = nodecast("simulate", scenario, "--format", "json").json();
        assertThat(result.at("/gpuHours/bought").asDouble()).isCloseTo(gpuHours, within(1e-6));
        assertThat(result.at("/cost/total").asDouble()).isCloseTo(usd, within(0.005));
    }

    @Test
    void theResultHasThePathsThatOthersRelyOn() {
        JsonNode result = simulate("gpu-spot-month", "--format", "json").json();
        for (String path : List.of(
                "/scenario/name",
                "/scenario/hash",
                "/seed",
                "/replications",
                "/cost/total",
                "/cost/compute",
                "/cost/byCapacityType",
                "/cost/byInstanceType",
                "/cost/byNodePool",
                "/nodes/launched",
                "/nodes/interrupted",
                "/gpuHours/bought",
                "/gpuHours/used",
                "/jobs/arrived",
                "/jobs/completed",
                "/jobs/unfinished",
                "/jobs/requeued",
                "/queues/queue:pro/wait/mean",
                "/queues/queue:pro/wait/p50",
                "/queues/queue:pro/wait/p95",
                "/queues/queue:pro/wait/p99",
                "/warnings")) {
            assertThat(result.at(path).isMissingNode()).as(path).isFalse();
        }
        double arrived = result.at("/jobs/arrived").asDouble();
        assertThat(arrived).isGreaterThan(100);
        assertThat(result.at("/jobs/completed").asDouble()
                        + result.at("/jobs/unfinished").asDouble())
                .isEqualTo(arrived);
        for (String by : List.of("byCapacityType", "byInstanceType", "byNodePool")) {
            double sum = 0;
            for (JsonNode part : result.at("/cost/" + by)) {
                sum += part.asDouble();
            }
            assertThat(sum).as(by).isCloseTo(result.at("/cost/compute").asDouble(), within(1e-6));
        }
    }

    @Test
    void severalReplicationsGiveMeansWithIntervals() {
        JsonNode result = simulate("gpu-spot-month", "--replications", "3", "--format", "json")
                .json();
        assertThat(result.at("/replications").asInt()).isEqualTo(3);
        assertThat(result.at("/seed").isNumber()).isTrue();
        JsonNode cost = result.at("/cost/total");
        assertThat(cost.get("low").asDouble()).isLessThan(cost.get("mean").asDouble());
        assertThat(cost.get("high").asDouble()).isGreaterThan(cost.get("mean").asDouble());
    }

    @Test
    void theSameSeedGivesTheSameBytesWithAnyNumberOfThreads() {
        String[] one = {"--replications", "4", "--threads", "1", "--format", "json"};
        String[] four = {"--replications", "4", "--threads", "4", "--format", "json"};
        CommandLine first = simulate("gpu-spot-month", one);
        assertThat(first.exitCode()).isLessThan(2);
        assertThat(simulate("gpu-spot-month", four).out()).isEqualTo(first.out());
        assertThat(simulate("gpu-spot-month", one).out()).isEqualTo(first.out());
    }

    @Test
    void anotherSeedGivesAnotherResult() {
        assertThat(simulate("gpu-spot-month", "--seed", "7", "--format", "json").out())
                .isNotEqualTo(simulate("gpu-spot-month", "--seed", "8", "--format", "json")
                        .out());
    }

    @Test
    void theResultFolderHoldsFiveFiles(@TempDir Path folder) throws IOException {
        Path out = folder.resolve("result");
        CommandLine run = simulate("gpu-spot-month", "-o", out.toString());
        assertThat(run.exitCode()).isLessThan(2);
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("summary.json", "nodes.csv", "jobs.csv", "timeline.csv", "decisions.jsonl");
        }
        assertThat(Files.readString(out.resolve("nodes.csv"))).contains("_usd").contains("_s");
    }

    @Test
    void everyCommandOfDisruptionIsShownWithItsReasonAndSaving(@TempDir Path folder) throws IOException {
        Path out = folder.resolve("result");
        CommandLine run = simulate("gpu-spot-month", "-o", out.toString());

        assertThat(run.out()).containsPattern("DISRUPTION +reason +commands +nodes +replacements +each saves");
        assertThat(run.out()).containsPattern("emptiness +Empty +[0-9,]+ +[0-9,]+ +0 +\\$0\\.[0-9]{4}/h");
        assertThat(Files.readAllLines(out.resolve("decisions.jsonl")))
                .filteredOn(line -> line.contains("\"decision\":\"Disrupt\""))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .containsPattern("\"reason\":\"Empty\"")
                        .containsPattern("\"savedMicroUsdPerHour\":[1-9]")
                        .containsPattern("which saves \\$0\\.[0-9]{4}/h"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-scenario", "missing.yaml"})
    void aScenarioThatIsNotThereIsRefusedByName(String name) {
        CommandLine run = nodecast("simulate", name);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(name).doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "duration: 30|duration",
                "durration: 30d|durration",
                "start: 2026-10-01~start: 2026-10-02|start",
                "duration: -3d|duration",
                "workload: {queues: {pro: {arrivals: {poisson: fast}}}}|arrivals",
                "region: mars-north-1|mars-north-1"
            })
    void aBrokenScenarioIsRefusedWithItsPlace(String yaml, String named, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, yaml.replace('~', '\n') + "\n");
        CommandLine run = nodecast(
                "simulate", file.toString(), "-o", folder.resolve("out").toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("mine.yaml:").contains(named).doesNotContain("\tat ");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aSettingThatDoesNotExistIsRefused() {
        CommandLine run = nodecast("simulate", "gpu-spot-month", "--set", "regoin=us-east-1");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("regoin");
    }

    @Test
    void aScenarioThatNeedsTracesSaysInOneLineWhatToGive() {
        CommandLine run = nodecast("simulate", "stable-diffusion-queue");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--set 'workload.trace.file=PATH'").contains("spot.capacity[0].file=PATH");
    }

    @Test
    void theScreenSaysWhatItCostAndHowLongPeopleWaited() {
        CommandLine run = simulate("gpu-spot-month");
        assertThat(run.out())
                .contains("COST", "compute", "GPU-HOURS bought", "WAITING", "queue:pro", "p95", "nodes launched");
    }
}
