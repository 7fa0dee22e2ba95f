package dev.nodecast.scenarios.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scenarios.file.ScenarioReader;
import dev.nodecast.scenarios.file.ScenarioSource;
import dev.nodecast.scenarios.file.Setting;
import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scenarios.resolve.ScenarioResolver;
import dev.nodecast.scenarios.resolve.Variation;
import dev.nodecast.scenarios.resolve.WorldBuilder;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.sim.world.Autoscaler;
import dev.nodecast.sim.world.SimulatedWorld;
import dev.nodecast.sim.world.measure.JobSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The workload by which the live controller is compared with the simulator asks for the same nodes whatever is left to chance,
 * and whenever disruption looks: else a difference would say nothing.
 */
class IntegrationWorkloadTest {

    private static final Path FILE = Path.of("src/test/resources/integration-workload/scenario.yaml");
    private static final long SECOND_NS = 1_000_000_000L;

    /** Launches of a round of five minutes by its parts: before 90 s, before 150 s, and after. */
    private static final List<SortedMap<String, Integer>> ROUND = List.of(
            new TreeMap<>(Map.of("g4dn.xlarge spot", 5, "c5.xlarge on-demand", 2)),
            new TreeMap<>(Map.of("g4dn.xlarge spot", 3, "g4dn.xlarge on-demand", 1)),
            new TreeMap<>(Map.of("c5.large on-demand", 1)));

    private static Scenario twoRounds() {
        ScenarioSource source = new ScenarioReader(new Diagnostics()).open(FILE).orElseThrow();
        return ScenarioResolver.resolve(source, List.of(Setting.parse("duration=10m")));
    }

    private static int part(long nowNs) {
        long second = nowNs / SECOND_NS % 300;
        int part = second < 90 ? 0 : second < 150 ? 1 : 2;
        return (int) (nowNs / SECOND_NS / 300) * 3 + part;
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 3", "3, 5", "4, 7", "5, 9"})
    void asksForTheSameNodesInEachRound(long seed, int pollS) {
        List<SortedMap<String, Integer>> launched = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            launched.add(new TreeMap<>());
        }
        Settings defaults = Settings.defaults();
        Settings settings = new Settings(
                defaults.batch(),
                defaults.solver(),
                defaults.disruption().withFirstPollNs(pollS * SECOND_NS),
                defaults.consolidation(),
                defaults.autoscaling(),
                seed);
        new SimulatedWorld(
                        new WorldBuilder(twoRounds(), Variation.NONE).build(seed, 0, JobSink.NONE, false),
                        Autoscaler.controlLoop(settings),
                        (nowNs, decision) -> {
                            if (decision instanceof Decision.NodeLaunched node) {
                                launched.get(part(nowNs))
                                        .merge(node.instanceType() + " " + node.capacityType(), 1, Integer::sum);
                            }
                        })
                .run();

        assertThat(launched.subList(0, 3)).isEqualTo(ROUND);
        assertThat(launched.subList(3, 6)).isEqualTo(ROUND);
    }
}
