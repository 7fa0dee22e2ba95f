package dev.nodecast.cli;

import static dev.nodecast.cli.CommandLine.nodecast;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code nodecast compare} as its users call it. */
class CompareTest {

    @Test
    void slowerBootsMakePeopleWaitLongerOnTheSameDemandAndThatIsReal() {
        CommandLine run = nodecast(
                "compare",
                "gpu-spot-month",
                "--set",
                "duration=2d",
                "--variant",
                "cluster.nodes.boot=10m",
                "--replications",
                "4",
                "--format",
                "json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode wait = null;
        for (JsonNode difference : run.json().at("/variants/0/differences")) {
            if (difference.get("measure").asString().equals("queues.queue:pro.wait.mean")) {
                wait = difference;
            }
        }
        assertThat(wait).isNotNull();
        assertThat(wait.get("mean").asDouble()).as("slower boots, longer waits").isPositive();
        assertThat(wait.get("real").asBoolean()).isTrue();
    }

    @Test
    void oneScenarioAloneIsRefused() {
        CommandLine run = nodecast("compare", "gpu-spot-month");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--variant");
    }
}
