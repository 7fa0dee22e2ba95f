package dev.nodecast.cli;

import static dev.nodecast.cli.CommandLine.nodecast;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command says of itself. */
class HelpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simulate",
                "compare",
                "validate",
                "decide",
                "hpa",
                "replay",
                "report",
                "scenarios",
                "schema",
                "explain",
                "testbed",
                "controller"
            })
    void everyCommandExplainsItself(String command) {
        CommandLine run = nodecast(command, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Usage: nodecast " + command);
    }

    @Test
    void anUnknownCommandIsBadInput() {
        assertThat(nodecast("simulte").exitCode()).isEqualTo(2);
    }

    @Test
    void theReadyScenariosAreListed() {
        assertThat(nodecast("scenarios").out())
                .contains(
                        "gpu-spot-month",
                        "design-as-written",
                        "cluster-autoscaler-vs-karpenter",
                        "hpa-design-flaws",
                        "erlang-c");
    }

    @Test
    void theSchemaOfScenariosIsJsonSchema() {
        assertThat(nodecast("schema", "scenario").json().has("$schema")).isTrue();
    }
}
