package dev.nodecast.sim.world;

import static dev.nodecast.sim.world.Fixtures.HOUR;
import static dev.nodecast.sim.world.Fixtures.MINUTE;
import static dev.nodecast.sim.world.Fixtures.SECOND;
import static dev.nodecast.sim.world.Fixtures.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.sim.world.measure.NodeRecord;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.Ageing;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that break, and nodes that the cloud would launch differently today. */
class AgeingWorldTest {

    private final Fixtures.Builder world = new Fixtures.Builder();

    AgeingWorldTest() {
        world.horizonNs = 3 * HOUR;
        world.behaviour = WorkerBehaviour.CHECKPOINT_AND_REQUEUE.withRedelivery(true, HOUR);
        world.jobs = () -> Fixtures.jobs(new long[] {10 * MINUTE, 30 * MINUTE});
    }

    private RunResult run() {
        return new SimulatedWorld(world.build(), Autoscaler.controlLoop(Settings.defaults()), Journal.NONE)
                .runChecked();
    }

    private void breakAfter(long minutes, String condition, boolean repaired) {
        world.ageing = new Ageing(new Ageing.Failures(seconds(minutes * 60), condition), repaired, List.of());
    }

    @Test
    void aNodeWhoseGpuIsBrokenIsReplacedByForceTenMinutesLater() {
        breakAfter(20, "AcceleratedHardwareReady", true);

        NodeRecord first = run().nodes().getFirst();

        assertThat(first.cause()).isEqualTo("Unhealthy");
        assertThat(first.terminatingNs() - first.readyNs()).isEqualTo(30 * MINUTE);
    }

    @Test
    void aNodeWhoseKubeletIsLostIsReplacedByForceHalfAnHourLaterAndItsPodLongBefore() {
        // late enough that the second has not broken, too, when the first is due: repair waits while a fifth is broken
        breakAfter(40, Ageing.READY, true);

        RunResult result = run();

        NodeRecord first = result.nodes().getFirst();
        assertThat(first.cause()).isEqualTo("Unhealthy");
        assertThat(first.terminatingNs() - first.readyNs()).isEqualTo(70 * MINUTE);
        NodeRecord second = result.nodes().get(1);
        assertThat(second.requestedNs() - first.readyNs()).isBetween(45 * MINUTE, 45 * MINUTE + 10 * SECOND);
    }

    @Test
    void whereNodesAreNotRepairedABrokenOneStaysAndItsWorkerDoesNothing() {
        breakAfter(20, "AcceleratedHardwareReady", false);

        RunResult result = run();

        assertThat(result.nodes()).hasSize(1);
        assertThat(result.nodes().getFirst().terminatingNs()).isNull();
        assertThat(result.jobs().completed()).isZero();
        // begun at 10 min; the node was ready after the batch window of a second, and broke twenty minutes later
        assertThat(result.jobs().lostNs()).isEqualTo(10 * MINUTE + SECOND);
    }

    @Test
    void aNewMachineImageReplacesTheNodesFromBeforeAndNoOthers() {
        world.ageing = new Ageing(null, false, List.of(new Ageing.Rollout(30 * MINUTE, "gpu-spot", "AMIDrift")));

        RunResult result = run();

        assertThat(result.nodes()).hasSize(2);
        NodeRecord first = result.nodes().getFirst();
        assertThat(first.cause()).isEqualTo("Drifted");
        assertThat(first.terminatingNs()).isBetween(30 * MINUTE, 36 * MINUTE);
        assertThat(result.nodes().get(1).terminatingNs()).isNull();
    }
}
