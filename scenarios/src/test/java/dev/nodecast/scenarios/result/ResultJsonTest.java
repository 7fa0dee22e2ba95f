package dev.nodecast.scenarios.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scenarios.experiment.Experiment;
import dev.nodecast.scenarios.experiment.Options;
import dev.nodecast.scenarios.file.Setting;
import dev.nodecast.scenarios.library.ReadyScenarios;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultJsonTest {

    private static final List<String> NUMBERS = List.of(
            "/cost/total",
            "/cost/compute",
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
            "/queues/queue:pro/wait/p99");

    @Test
    void ofOneReplicationEveryNumberIsANumber() throws IOException {
        JsonNode json = json(1);

        assertThat(NUMBERS)
                .allSatisfy(
                        path -> assertThat(json.at(path).isNumber()).as(path).isTrue());
        assertThat(json.at("/scenario/name").asString()).isEqualTo("gpu-spot-month");
        assertThat(json.at("/scenario/hash").asString()).matches("[0-9a-f]{64}");
        assertThat(json.at("/seed").asLong()).isEqualTo(1);
        assertThat(json.at("/replications").asInt()).isEqualTo(1);
        assertThat(json.at("/warnings").isArray()).isTrue();
        for (String map : List.of("/cost/byCapacityType", "/cost/byInstanceType", "/cost/byNodePool")) {
            assertThat(json.at(map).isObject()).as(map).isTrue();
        }
    }

    @Test
    void ofSeveralReplicationsEveryNumberIsAnInterval() throws IOException {
        JsonNode json = json(2);

        assertThat(NUMBERS).allSatisfy(path -> {
            assertThat(json.at(path).propertyNames()).as(path).containsExactly("mean", "low", "high");
        });
        assertThat(json.at("/replications").asInt()).isEqualTo(2);
        assertThat(json.at("/seed").isNumber()).isTrue();
    }

    @Test
    void whatIsWrittenCanBeReadAgain() throws IOException {
        for (int replications = 1; replications <= 2; replications++) {
            String written = ResultJson.write(result(replications));

            assertThat(ResultJson.write(ResultJson.read("summary.json", written)))
                    .isEqualTo(written);
        }
    }

    @Test
    void everyKeyOfAResultIsInItsSchema() throws IOException {
        JsonNode schema = new JsonMapper().readTree(ResultSchema.json());

        assertThat(schema.path("properties").propertyNames()).containsExactlyElementsOf(json(1).propertyNames());
        assertThat(schema.at("/properties/queues/additionalProperties/properties")
                        .propertyNames())
                .containsExactlyElementsOf(json(1).at("/queues/queue:pro").propertyNames());
    }

    @Test
    void numbersHaveNoExponentAndNoNoise() {
        assertThat(ResultJson.rounded(0.1 + 0.2).toPlainString()).isEqualTo("0.3");
        assertThat(ResultJson.rounded(1e12).toPlainString()).isEqualTo("1000000000000");
        assertThat(ResultJson.rounded(-0.0).toPlainString()).isEqualTo("0");
    }

    private static JsonNode json(int replications) throws IOException {
        return ResultJson.tree(result(replications));
    }

    private static ScenarioResult result(int replications) throws IOException {
        return Experiment.run(
                ReadyScenarios.find("gpu-spot-month").orElseThrow(),
                List.of(Setting.parse("duration=12h")),
                Options.of("test").withReplications(replications));
    }
}
