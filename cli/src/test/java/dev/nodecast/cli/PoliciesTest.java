package dev.nodecast.cli;

import static dev.nodecast.cli.CommandLine.nodecast;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The policies beyond Karpenter against its defaults, in their ready scenarios, as {@code nodecast compare} shows them. */
class PoliciesTest {

    private static JsonNode variant(String scenario, String variant, String... settings) {
        List<String> line = new ArrayList<>(List.of("compare", scenario, "--replications", "3", "--format", "json"));
        for (String setting : settings) {
            line.addAll(List.of("--set", setting));
        }
        CommandLine run = nodecast(line.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        for (JsonNode one : run.json().at("/variants")) {
            if (one.get("name").asString().equals(variant)) {
                return one;
            }
        }
        throw new AssertionError("no variant " + variant + " in " + run.out());
    }

    private static JsonNode difference(JsonNode variant, String measure) {
        for (JsonNode difference : variant.get("differences")) {
            if (difference.get("measure").asString().equals(measure)) {
                return difference;
            }
        }
        throw new AssertionError("no measure " + measure + " in " + variant);
    }

    @Test
    void lookingAheadLaunchesFewerNodesAndShortensWaiting() {
        JsonNode forecast = variant("look-ahead", "forecast", "duration=2d");
        assertThat(difference(forecast, "nodes.launched").get("mean").asDouble())
                .isNegative();
        assertThat(difference(forecast, "queues.queue:free.wait.mean")
                        .get("mean")
                        .asDouble())
                .isNegative();
    }

    @Test
    void longJobsLoseLessWorkWhereSpotIsChosenByExpectedCost() {
        JsonNode chosen = variant("spot-choice", "expected-cost", "duration=7d");
        assertThat(difference(chosen, "jobs.lostHours").get("mean").asDouble()).isNegative();
        assertThat(difference(chosen, "nodes.interrupted").get("mean").asDouble())
                .isNegative();
    }

    @Test
    void globalConsolidationFinishesTheSameJobs() {
        JsonNode global = variant("global-consolidation", "global", "duration=6h");
        assertThat(difference(global, "jobs.completed").get("mean").asDouble()).isBetween(-5.0, 5.0);
    }

    @Test
    void aPolicyThatThereIsNotIsRefusedWithThoseThatThereAre() {
        CommandLine run = nodecast("simulate", "look-ahead", "--set", "autoscaler.lookAhead.mode=crystal-ball");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("break-even").contains("forecast");
    }
}
