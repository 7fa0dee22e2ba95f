package dev.nodecast.scenarios.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scenarios.file.Setting;
import dev.nodecast.scenarios.library.ReadyScenarios;
import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scenarios.resolve.ScenarioResolver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparerTest {

    @Test
    void aScenarioDoesNotDifferFromItselfAndDiffersFromADearerOne() {
        Map<String, Scenario> scenarios = new LinkedHashMap<>();
        scenarios.put("base", scenario());
        scenarios.put("same", scenario());
        scenarios.put("longer boot", scenario("cluster.nodes.boot=10m"));

        Comparison comparison = Comparer.compare(scenarios, Options.of("test").withReplications(4));

        assertThat(comparison.variants().getFirst().differences()).allSatisfy(difference -> {
            assertThat(difference.mean()).isZero();
            assertThat(difference.real()).isFalse();
        });
        assertThat(comparison.variants().getLast().differences())
                .filteredOn(difference -> difference.measure().equals("cost.compute"))
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.mean()).isPositive();
                    assertThat(difference.real()).isTrue();
                });
    }

    private static Scenario scenario(String... settings) {
        List<Setting> all = new java.util.ArrayList<>(List.of(Setting.parse("duration=1d")));
        List.of(settings).forEach(setting -> all.add(Setting.parse(setting)));
        return ScenarioResolver.resolve(ReadyScenarios.find("gpu-spot-month").orElseThrow(), all);
    }
}
