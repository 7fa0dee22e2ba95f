package dev.nodecast.sim.world;

import static dev.nodecast.sim.world.Fixtures.HOUR;
import static dev.nodecast.sim.world.Fixtures.MINUTE;
import static dev.nodecast.sim.world.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.sim.world.measure.NodeRecord;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.CloudTimings;
import dev.nodecast.sim.world.spec.NodeStartup;
import dev.nodecast.sim.world.spec.PodStartup;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The real control loop, with KEDA on the queue, in the simulated world. */
class ControlLoopWorldTest {

    private final Fixtures.Builder world = new Fixtures.Builder();

    ControlLoopWorldTest() {
        world.timings = CloudTimings.DEFAULT;
        world.nodeStartup = NodeStartup.DEFAULT;
        world.podStartup.put(Fixtures.WORKER, PodStartup.DEFAULT);
        world.deployments = List.of(Fixtures.workers(0, 100));
        world.pools = List.of(Fixtures.gpuPool("gpu-spot"));
        world.scaledObjects = List.of(Fixtures.scaledOnQueue("queue:pro", 3, 20));
        world.behaviour = WorkerBehaviour.CHECKPOINT_AND_REQUEUE;
    }

    private RunResult run() {
        return new SimulatedWorld(world.build(), Autoscaler.controlLoop(Settings.defaults()), Journal.NONE)
                .runChecked();
    }

    @Test
    void aBurstScalesFromZeroAndBackToZero() {
        world.horizonNs = 2 * HOUR;
        long[][] burst = new long[24][];
        for (int i = 0; i < burst.length; i++) {
            burst[i] = new long[] {5 * MINUTE, 2 * MINUTE};
        }
        world.jobs = () -> Fixtures.jobs(burst);

        RunResult result = run();

        assertThat(result.jobs().completed()).isEqualTo(24);
        // AverageValue 3 asks for 8 workers while all 24 wait
        assertThat(result.nodeTotals().peak()).isEqualTo(8);
        assertThat(result.nodes()).allSatisfy(node -> {
            assertThat(node.initializedNs()).isNotNull();
            assertThat(node.terminatedNs()).isNotNull();
            assertThat(node.cause()).isEqualTo("Empty");
        });
        // the first worker takes CreateFleet, boot and device plug-in: more than 80 s and less than four minutes
        assertThat(result.queues().getFirst().waitS().min()).isBetween(80.0, 240.0);
    }

    @Test
    void interruptionsDoNotLoseJobs() {
        world.horizonNs = 12 * HOUR;
        world.market = new StormyMarket(3, 1.0);
        world.jobs = () -> Fixtures.poisson(3, 60.0 * SECOND, 120.0 * SECOND, 1);

        RunResult result = run();

        assertThat(result.nodeTotals().interrupted()).isPositive();
        assertThat(result.jobs().requeued()).isPositive();
        assertThat(result.jobs().completed()).isGreaterThan(result.jobs().arrived() * 9 / 10);
        assertThat(result.nodes()).extracting(NodeRecord::cause).contains("Interrupted");
    }
}
