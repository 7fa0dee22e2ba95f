package dev.nodecast.sim.world;

import static dev.nodecast.sim.world.Fixtures.HOUR;
import static dev.nodecast.sim.world.Fixtures.MINUTE;
import static dev.nodecast.sim.world.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.clusterautoscaler.Expander;
import dev.nodecast.scheduler.clusterautoscaler.NodeGroup;
import dev.nodecast.scheduler.clusterautoscaler.Options;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.sim.world.measure.NodeRecord;
import dev.nodecast.sim.world.measure.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Cluster Autoscaler in a world where instances and nodes are there at once, so that only its own waiting is seen. */
class ClusterAutoscalerWorldTest {

    private static final NodeGroup SPOT =
            new NodeGroup("spot", "gpu-spot", WellKnown.SPOT, List.of("g5.xlarge"), List.of(), 0, 10, 20);
    private static final NodeGroup ON_DEMAND =
            new NodeGroup("on-demand", "gpu-spot", WellKnown.ON_DEMAND, List.of("g5.xlarge"), List.of(), 0, 10, 10);

    private final Fixtures.Builder world = new Fixtures.Builder();
    private final TreeMap<Long, Integer> replicas = new TreeMap<>();
    private final List<String> journal = new ArrayList<>();

    ClusterAutoscalerWorldTest() {
        world.horizonNs = 2 * HOUR;
        world.deployments = List.of(Fixtures.workers(0, 30));
    }

    private RunResult run(NodeGroup... groups) {
        Options defaults = Options.defaults(List.of(groups));
        Options options = new Options(
                List.of(groups),
                List.of(Expander.PRIORITY),
                defaults.times(),
                defaults.utilizationThreshold(),
                defaults.expendablePriority());
        Autoscaler.Factory factory = ports -> {
            replicas.forEach((atNs, count) -> ports.timers()
                    .after(atNs, () -> ports.cluster().scale(new Workload("Deployment", Fixtures.WORKER), count)));
            return Autoscaler.clusterAutoscaler(options, AutoscalingLoop.Settings.defaults())
                    .on(ports);
        };
        Journal written = (timeNs, decision) -> {
            if (decision instanceof Decision.NodeRequested requested) {
                journal.add(timeNs / SECOND + " " + requested.nodeClaim() + " " + requested.cause());
            }
        };
        return new SimulatedWorld(world.build(), factory, written).runChecked();
    }

    private static double seconds(Long ns) {
        return ns / 1e9;
    }

    @Test
    void aPodWithAGpuWaitsHalfAMinuteForGpusThatMayBeOnTheirWay() {
        replicas.put(MINUTE, 2);
        RunResult result = run(SPOT);
        assertThat(result.nodes()).hasSize(2);
        // 30 s for the pods to grow old, and up to one scan of 10 s
        assertThat(result.nodes())
                .allSatisfy(node -> assertThat(seconds(node.requestedNs())).isBetween(90.0, 100.1));
        assertThat(result.pods().pendingAtEnd()).isZero();
    }

    @Test
    void aNodeGoesAfterTenUnneededMinutes() {
        replicas.put(MINUTE, 1);
        replicas.put(30 * MINUTE, 0);
        NodeRecord node = run(SPOT).nodes().getFirst();
        // unneeded for more than 10 min, seen at a scan, 5 s after its taint
        assertThat(seconds(node.terminatedNs()) - 1800).isBetween(605.0, 630.0);
        assertThat(node.cause()).isEqualTo("Empty");
    }

    @Test
    void nothingGoesWithinTenMinutesOfAScaleUp() {
        replicas.put(MINUTE, 2);
        replicas.put(10 * MINUTE, 0);
        replicas.put(15 * MINUTE, 0);
        replicas.put(19 * MINUTE, 3);
        RunResult result = run(SPOT);
        // The third node is added at about 19.5 min; the two that were unneeded take pods again, so nothing goes.
        assertThat(result.nodes())
                .hasSize(3)
                .allSatisfy(node -> assertThat(node.terminatedNs()).isNull());
    }

    @Test
    void aGroupReplacesAnInstanceThatItLoses() {
        world.horizonNs = 6 * HOUR;
        world.market = new StormyMarket(3, 0.5);
        replicas.put(MINUTE, 1);
        RunResult result = run(ON_DEMAND, SPOT);
        assertThat(result.nodeTotals().reclaimed()).isPositive();
        assertThat(journal).anyMatch(line -> line.endsWith("replacement"));
    }

    @Test
    void aGroupWithoutCapacityPausesAndTheNextOneHelps() {
        world.market = new NoSpotCapacity(world.market);
        replicas.put(MINUTE, 1);
        RunResult result = run(SPOT, ON_DEMAND);
        assertThat(journal).hasSize(2);
        assertThat(journal.get(0)).contains("spot-1", "scale-up");
        assertThat(journal.get(1)).contains("on-demand-2", "scale-up");
        assertThat(result.nodeTotals().launchFailures()).isEqualTo(1);
        assertThat(result.pods().pendingAtEnd()).isZero();
    }

    @Test
    void aGroupNeverGrowsBeyondItsMaximum() {
        replicas.put(MINUTE, 9);
        NodeGroup small = new NodeGroup("small", "gpu-spot", WellKnown.SPOT, List.of("g5.xlarge"), List.of(), 1, 3, 0);
        RunResult result = run(small);
        assertThat(result.nodes()).hasSize(3);
        assertThat(result.pods().pendingAtEnd()).isEqualTo(6);
        assertThat(journal.getFirst()).isEqualTo("10 small-1 minimum size");
    }
}
