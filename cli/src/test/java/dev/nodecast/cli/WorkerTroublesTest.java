package dev.nodecast.cli;

import static dev.nodecast.cli.CommandLine.nodecast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Failures, second deliveries and batches as users of {@code nodecast simulate} see them. */
class WorkerTroublesTest {

    @Test
    void jobsLongerThanTheVisibilityTimeoutAreExecutedAgainUntilItIsRepaired(@TempDir Path folder) throws IOException {
        CommandLine run = nodecast(
                "simulate", "visibility-timeout-duplicates", "--no-bounds", "--format", "json", "-o", folder + "/out");
        JsonNode result = run.json();
        double duplicateHours = result.at("/jobs/troubles/duplicateHours").asDouble();
        assertThat(result.at("/jobs/troubles/duplicated").asInt()).isPositive();
        assertThat(duplicateHours)
                .isPositive()
                .isLessThanOrEqualTo(result.at("/jobs/lostHours").asDouble());
        assertThat(result.at("/warnings").toString())
                .contains("the visibility timeout ends while jobs are with their workers");
        for (String repair : List.of("longer-timeout", "time-limit")) {
            JsonNode repaired = result.at("/beside/" + repair);
            assertThat(repaired.at("/gpuHoursUsed").asDouble())
                    .isLessThan(result.at("/gpuHours/used").asDouble() - 0.5 * duplicateHours);
        }
        // each job once, whatever became of its messages
        List<String> jobs = Files.readAllLines(folder.resolve("out/jobs.csv"));
        assertThat(jobs.size() - 1).isEqualTo(result.at("/jobs/arrived").asInt());
        assertThat(jobs.stream().skip(1).map(line -> line.split(",")[1])).doesNotHaveDuplicates();
        assertThat(jobs.stream().filter(line -> line.endsWith(",completed")))
                .hasSize(result.at("/jobs/completed").asInt());
        assertThat(Files.readString(folder.resolve("out/jobs.csv")))
                .startsWith("run,job,queue")
                .contains("outcome");
    }

    @Test
    void failuresAndRetriesAddUp() {
        JsonNode result = nodecast(
                        "simulate",
                        "erlang-c",
                        "--no-bounds",
                        "--format",
                        "json",
                        "--set",
                        "duration=5d",
                        "--set",
                        "workload.queues.jobs.failures={probability: 0.2}",
                        "--set",
                        "workload.queues.jobs.retries={max: 1, backoff: 2s}")
                .json();
        double arrived = result.at("/jobs/arrived").asDouble();
        double failed = result.at("/jobs/failed").asDouble();
        assertThat(failed / arrived).isCloseTo(0.04, within(0.005));
        assertThat(result.at("/jobs/completed").asDouble()
                        + failed
                        + result.at("/jobs/unfinished").asDouble())
                .isEqualTo(arrived);
        assertThat(result.at("/queues/jobs/failed").asDouble()).isEqualTo(failed);
    }

    @Test
    void requestsCanBeServedInBatches() {
        CommandLine run = nodecast(
                "simulate",
                "erlang-c",
                "--no-bounds",
                "--set",
                "duration=5d",
                "--set",
                "workload.queues.jobs.arrivals.rate=900/h",
                "--set",
                "workload.workers[0].concurrency=8",
                "--set",
                "workload.workers[0].batching={mode: continuous, marginal: 0.1}",
                "--set",
                "closedForm=none");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("jobs at once in a pod at work");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "workload.queues.jobs.failures={probability: 0.7, workerLost: 0.6} | more executions fail than there are",
                "workload.queues.jobs.failures={probability: 1.5} | probability",
                "workload.queues.jobs.timeLimits={onSoft: explode} | onSoft",
                "workload.queues.jobs.retries={max: -1} | max",
                "workload.workers[0].batching={mode: sideways} | mode",
                "workload.workers[0].checkpointTo=moon | checkpointTo",
                "cluster.modelStore={mode: magic} | mode",
            })
    void whatMakesNoSenseIsRefusedByName(String setting, String named) {
        CommandLine run = nodecast("simulate", "erlang-c", "--set", setting);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(named).doesNotContain("\tat ");
    }

    @Test
    void aVisibilityTimeoutBelowTheTimeLimitOrTheBackOffIsWarnedOf() {
        String[] settings = {
            "workload.queues.jobs.timeLimits={soft: 0s, hard: 90m}",
            "workload.queues.jobs.retries={max: 5, backoff: 1h, backoffMax: 3h}"
        };
        for (String setting : settings) {
            CommandLine run = nodecast(
                    "simulate",
                    "erlang-c",
                    "--no-bounds",
                    "--set",
                    "duration=1h",
                    "--set",
                    setting,
                    "--format",
                    "json");
            assertThat(run.json().at("/warnings").toString()).as(setting).contains("NC0616");
        }
    }
}
