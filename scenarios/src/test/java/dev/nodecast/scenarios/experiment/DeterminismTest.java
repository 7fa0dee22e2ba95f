package dev.nodecast.scenarios.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scenarios.file.Setting;
import dev.nodecast.scenarios.library.ReadyScenarios;
import dev.nodecast.scenarios.result.ResultJson;
import dev.nodecast.scenarios.result.ScenarioResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeterminismTest {

    private static final Options OPTIONS = Options.of("test").withReplications(3);
    private static final List<Setting> SHORT =
            List.of(Setting.parse("duration=1d"), Setting.parse("spot.market=mid-zone"));

    @TempDir
    private Path folder;

    @Test
    void theFilesAreTheSameForOneThreadForFourAndForASecondTime() throws IOException {
        Map<String, String> one = filesWith(OPTIONS.withThreads(1), "one");
        Map<String, String> four = filesWith(OPTIONS.withThreads(4), "four");
        Map<String, String> again = filesWith(OPTIONS.withThreads(4), "again");

        assertThat(four).isEqualTo(one);
        assertThat(again).isEqualTo(one);
        assertThat(one)
                .containsOnlyKeys(
                        "summary.json", "nodes.csv", "jobs.csv", "timeline.csv", "costs.csv", "decisions.jsonl");
        assertThat(one.get("jobs.csv").lines().count()).isGreaterThan(1000);
        assertThat(one.get("decisions.jsonl")).contains("\"decision\":\"NodeRequested\"");
    }

    @Test
    void anotherSeedGivesAnotherResult() throws IOException {
        assertThat(run(OPTIONS.withSeed(7)).figures())
                .isNotEqualTo(run(OPTIONS.withSeed(8)).figures());
    }

    @Test
    void theHashIsOfTheScenarioAndNotOfTheSeed() throws IOException {
        Options one = OPTIONS.withReplications(1).withBounds(false);

        String hash = run(one).scenario().hash();
        assertThat(run(one, Setting.parse("seed=9")).scenario().hash()).isEqualTo(hash);
        assertThat(run(one, Setting.parse("cluster.nodes.boot=40s")).scenario().hash())
                .isNotEqualTo(hash);
    }

    @Test
    void aFailedRunLeavesNothingBehind() {
        Path output = folder.resolve("never");
        try {
            Experiment.run(
                    ReadyScenarios.find("gpu-spot-month").orElseThrow(),
                    List.of(Setting.parse("objectives=[{measure: cost.totl, atMost: 1USD}]")),
                    OPTIONS.withOutput(output));
        } catch (IOException | dev.nodecast.scheduler.diagnostics.InvalidInput expected) {
            assertThat(expected).hasMessageContaining("cost.totl");
        }
        assertThat(folder).isEmptyDirectory();
    }

    private Map<String, String> filesWith(Options options, String name) throws IOException {
        Path output = folder.resolve(name);
        ScenarioResult result = run(options.withOutput(output));
        assertThat(Files.readString(output.resolve("summary.json"))).isEqualTo(ResultJson.write(result));
        Map<String, String> files = new LinkedHashMap<>();
        try (Stream<Path> paths = Files.list(output)) {
            for (Path path : paths.sorted().toList()) {
                files.put(path.getFileName().toString(), Files.readString(path));
            }
        }
        return files;
    }

    private static ScenarioResult run(Options options, Setting... more) throws IOException {
        List<Setting> settings = Stream.concat(SHORT.stream(), Stream.of(more)).toList();
        return Experiment.run(ReadyScenarios.find("gpu-spot-month").orElseThrow(), settings, options);
    }
}
