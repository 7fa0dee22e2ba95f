package dev.nodecast.scheduler.disruption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.decide.DecisionInput;
import dev.nodecast.scheduler.decide.DisruptionDecision;
import dev.nodecast.scheduler.decide.DisruptionSequence;
import dev.nodecast.scheduler.disruption.ConsolidationOptions.Reach;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.provisioning.SolverOptions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** With pods, prices and availability held fixed, disruption comes to rest, and each step on the way makes it cheaper. */
class DisruptionSequencePropertiesTest {

    private static DecisionInput input(SmallCluster cluster, boolean spotToSpot) {
        return new DecisionInput(
                "",
                cluster.state,
                pool -> cluster.types,
                SolverOptions.DEFAULT,
                spotToSpot,
                Instant.ofEpochSecond(0, SmallCluster.NOW_NS),
                new LinkedHashMap<>(),
                List.of());
    }

    private static TreeSet<ObjectKey> keys(SmallCluster cluster) {
        TreeSet<ObjectKey> keys = new TreeSet<>();
        cluster.state.pods().forEach(pod -> keys.add(pod.key()));
        return keys;
    }

    @Property(tries = 300)
    void itComesToRestAndEveryStepMakesItCheaperAndNoPodIsLost(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int nodes,
            @ForAll boolean spotToSpot,
            @ForAll Reach reach) {
        SmallCluster cluster = SmallCluster.random(seed, nodes, SmallCluster.allNodes());
        TreeSet<ObjectKey> before = keys(cluster);

        DisruptionSequence sequence = DisruptionSequence.play(DisruptionDecision.of(
                input(cluster, spotToSpot), ConsolidationOptions.BalancedTotals.ALL_NODES, reach));

        assertThat(sequence.settled()).isTrue();
        long price = sequence.beforeMicroUsdPerHour();
        for (DisruptionSequence.Step step : sequence.steps()) {
            assertThat(step.afterMicroUsdPerHour()).isLessThan(price);
            price = step.afterMicroUsdPerHour();
        }
        assertThat(keys(cluster)).isEqualTo(before);
        assertThat(cluster.state.pods()).extracting(Pod::nodeName).doesNotContainNull();
    }
}
