package dev.nodecast.sim.world;

import static dev.nodecast.sim.world.Fixtures.HOUR;
import static dev.nodecast.sim.world.Fixtures.MINUTE;
import static dev.nodecast.sim.world.Fixtures.SECOND;
import static dev.nodecast.sim.world.Fixtures.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.sim.world.measure.GpuTime;
import dev.nodecast.sim.world.measure.NodeRecord;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.CloudTimings;
import dev.nodecast.sim.world.spec.FixedFleet;
import dev.nodecast.sim.world.spec.ImagePulls;
import dev.nodecast.sim.world.spec.NodeStartup;
import dev.nodecast.sim.world.spec.PodStartup;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulatedWorldTest {

    private static final long GIB = 1L << 30;

    private final Fixtures.Builder world = new Fixtures.Builder();

    private RunResult run(Autoscaler.Factory autoscaler) {
        return new SimulatedWorld(world.build(), autoscaler, Journal.NONE).runChecked();
    }

    @Test
    void aJobOnAMachineThatIsAlwaysOnIsDoneAtOnceAndTheMachineIsBilledToTheSecond() {
        world.fleets = java.util.List.of(Fixtures.fleet(1, FixedFleet.Window.ALWAYS));
        world.jobs = () -> Fixtures.jobs(new long[] {10 * MINUTE, 6 * MINUTE});

        RunResult result = run(Autoscaler.NONE);

        assertThat(result.jobs().completed()).isEqualTo(1);
        assertThat(result.queues().getFirst().waitS().max()).isZero();
        assertThat(result.queues().getFirst().turnaroundS().max()).isEqualTo(360);
        // one hour at $1
        assertThat(result.invoice().total()).isEqualTo(1_000_000);
        // six minutes of the hour
        assertThat(result.gpuTime().usedSeconds()).isEqualTo(360);
        assertThat(result.gpuTime().boughtSeconds()).isEqualTo(3600);
        assertThat(result.gpuTime().seconds()).containsEntry(GpuTime.State.IDLE, 3240.0);
    }

    @Test
    void aMachineThatIsOnForEightHoursADayIsBilledForEightHoursADay() {
        world.horizonNs = 48 * HOUR;
        world.fleets = java.util.List.of(Fixtures.fleet(
                1, new FixedFleet.Window(9 * HOUR, 17 * HOUR), new FixedFleet.Window(33 * HOUR, 41 * HOUR)));

        RunResult result = run(Autoscaler.NONE);

        assertThat(result.invoice().total()).isEqualTo(16_000_000);
        assertThat(result.nodes()).extracting(NodeRecord::cause).containsExactly("Schedule", "Schedule");
        assertThat(result.pods().created()).isEqualTo(3); // one each day, and one that waits for the third
    }

    @Test
    void aColdStartIsTheSumOfItsParts() {
        world.timings = new CloudTimings(seconds(2), seconds(8), seconds(30));
        world.nodeStartup = new NodeStartup(
                seconds(40),
                seconds(10),
                seconds(0),
                seconds(30),
                Set.of(Resources.NVIDIA_GPU),
                seconds(0),
                seconds(0));
        world.imagePulls = ImagePulls.of(Map.of(Fixtures.IMAGE, 6 * GIB), seconds(60.0 * (1 << 20)));
        world.podStartup.put(
                Fixtures.WORKER,
                new PodStartup(seconds(3), 7 * GIB, seconds(512.0 * (1 << 20)), seconds(1), seconds(0)));
        world.jobs = () -> Fixtures.jobs(new long[] {0, MINUTE});

        RunResult result = run(OneNodePerPod::new);

        // CreateFleet 2 + pending 8 + boot 40 + Ready 10 + device plug-in 30 + image 6144/60 = 102.4 + container 3
        // + model 7168/512 = 14
        double workingS = 2 + 8 + 40 + 10 + 30 + 102.4 + 3 + 14;
        assertThat(result.pods().pendingToWorkingS().max()).isEqualTo(workingS);
        assertThat(result.queues().getFirst().waitS().max()).isEqualTo(workingS);
        Map<GpuTime.State, Double> gpu = result.gpuTime().seconds();
        assertThat(gpu).containsEntry(GpuTime.State.BOOTING, 80.0);
        assertThat(gpu).containsEntry(GpuTime.State.IMAGE_PULL, 102.4);
        assertThat(gpu).containsEntry(GpuTime.State.MODEL_LOAD, 17.0);
        assertThat(gpu).containsEntry(GpuTime.State.BUSY, 60.0);
        NodeRecord node = result.nodes().getFirst();
        assertThat(node.runningNs()).isEqualTo(10 * SECOND);
        assertThat(node.readyNs()).isEqualTo(60 * SECOND);
        assertThat(node.initializedNs()).isEqualTo(90 * SECOND);
    }

    @Test
    void withoutADevicePluginNoNodeOffersAGpuAndNoWorkerEverStarts() {
        world.nodeStartup = NodeStartup.INSTANT.withOfferedDevices(Set.of());
        world.jobs = () -> Fixtures.jobs(new long[] {0, MINUTE});

        RunResult result = run(OneNodePerPod::new);

        assertThat(result.nodeTotals().launched()).isEqualTo(1);
        assertThat(result.jobs().completed()).isZero();
        assertThat(result.jobs().waiting()).isEqualTo(1);
        assertThat(result.pods().pendingAtEnd()).isEqualTo(1);
        assertThat(result.nodes().getFirst().initializedNs()).isNull();
    }

    @Test
    void aNodeThatIsEmptyIsTerminatedAndBilledUntilThen() {
        world.deployments = java.util.List.of(Fixtures.workers(1, 30));
        Autoscaler.Factory scalesDownAfterTenMinutes = ports -> {
            Autoscaler loop = new OneNodePerPod(ports);
            ports.timers()
                    .after(
                            10 * MINUTE,
                            () -> ports.cluster()
                                    .scale(
                                            new dev.nodecast.scheduler.port.ClusterPort.Workload(
                                                    "Deployment", Fixtures.WORKER),
                                            0));
            return loop;
        };

        RunResult result = run(scalesDownAfterTenMinutes);

        // on from 0, the pod bound at 2 s (kube-scheduler's back-off) and gone at 10 min, drained a minute later: 660 s
        // at
        // $0.36 an hour = 66,000 micro-USD
        assertThat(result.invoice().compute()).isEqualTo(66_000);
        assertThat(result.nodes().getFirst().costMicroUsd()).isEqualTo(66_000);
        assertThat(result.gpuTime().boughtSeconds()).isEqualTo(660);
        assertThat(result.gpuTime().seconds()).containsEntry(GpuTime.State.UNASSIGNED, 62.0);
    }
}
