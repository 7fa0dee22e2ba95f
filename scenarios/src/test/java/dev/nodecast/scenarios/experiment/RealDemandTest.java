package dev.nodecast.scenarios.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.scenarios.file.ScenarioSource;
import dev.nodecast.scenarios.file.Setting;
import dev.nodecast.scenarios.library.ReadyScenarios;
import dev.nodecast.scenarios.result.Figures;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealDemandTest {

    private static final Options OPTIONS = Options.of("test").withBounds(false);

    @TempDir
    private Path folder;

    @Test
    void aRealRequestTraceRunsOverARealCapacityTrace() throws IOException {
        Path traces = traces();
        List<Setting> settings = List.of(
                new Setting("workload.trace.file", quoted(traces.resolve("jobs/genai-sd.csv"))),
                new Setting(
                        "spot.capacity[0].file",
                        quoted(traces.resolve("spot/capacity/sky-avail-16n-aws-20230827-us-west-2a-v100_1.csv"))));

        Figures figures = Experiment.run(
                        ReadyScenarios.find("stable-diffusion-queue").orElseThrow(), settings, OPTIONS)
                .figures();

        assertThat(figures.jobs().arrived().mean()).isEqualTo(9930); // the trace's rows
        assertThat(figures.jobs().completed().mean()).isGreaterThan(9900);
        assertThat(figures.nodes().interrupted().mean()).isPositive();
        assertThat(figures.cost().byCapacityType()).containsKeys("spot", "on-demand");
    }

    /** 0.5 jobs a second for an hour, then 0.1 for an hour: 2,160 jobs. */
    @Test
    void aMeasurementOfOnesOwnBecomesTheDemand() throws IOException {
        StringBuilder csv = new StringBuilder("time_s,requests\n");
        for (int minute = 0; minute < 120; minute++) {
            csv.append(minute * 60).append(minute < 60 ? ",0.5\n" : ",0.1\n");
        }
        Files.writeString(folder.resolve("demand.csv"), csv);
        String text = """
                name: own
                duration: 3h
                workload:
                  queues:
                    q: {arrivals: {measured: {file: demand.csv, kind: per-second}}}
                """;

        Figures figures = Experiment.run(
                        new ScenarioSource(SourceText.of("own.yaml", text), folder), List.of(), OPTIONS)
                .figures();

        assertThat(figures.jobs().arrived().mean()).isCloseTo(2160, within(5 * Math.sqrt(2160)));
    }

    private static String quoted(Path path) {
        return "\"" + path + "\"";
    }

    private static Path traces() {
        Path traces =
                Path.of(System.getProperty("nodecast.shared", "../../shared")).resolve("data/traces");
        if (!Files.isDirectory(traces) && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("reference data not found at " + traces.toAbsolutePath());
        }
        Assumptions.assumeTrue(Files.isDirectory(traces), "reference data not found at " + traces + ": skipped");
        return traces.toAbsolutePath();
    }
}
