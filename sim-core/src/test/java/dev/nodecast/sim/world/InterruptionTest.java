package dev.nodecast.sim.world;

import static dev.nodecast.sim.world.Fixtures.HOUR;
import static dev.nodecast.sim.world.Fixtures.MINUTE;
import static dev.nodecast.sim.world.Fixtures.SECOND;
import static dev.nodecast.sim.world.Fixtures.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.billing.EndedBy;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.sim.world.measure.NodeRecord;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.CloudTimings;
import dev.nodecast.sim.world.spec.InterruptionSpec;
import dev.nodecast.sim.world.spec.NodeStartup;
import dev.nodecast.sim.world.spec.PodStartup;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The sequence of the design's diagram, by hand. Zone a loses its capacity at 20 min, when the one node there works on a
 * job of 30 minutes; its replacement comes up in zone c.
 */
class InterruptionTest {

    private static final long NOTICE = 20 * MINUTE;

    private final Fixtures.Builder world = new Fixtures.Builder();
    private final List<String> seen = new ArrayList<>();

    InterruptionTest() {
        world.market = new FallingZone("a", NOTICE);
        world.jobs = () -> Fixtures.jobs(new long[] {10 * MINUTE, 30 * MINUTE});
        world.horizonNs = 3 * HOUR;
        world.deployments = List.of(Fixtures.workers(1, 100));
    }

    private RunResult run() {
        Autoscaler.Factory watched = ports -> {
            Autoscaler loop = new OneNodePerPod(ports);
            return observation -> {
                note(ports.clock().nowNs(), observation);
                loop.observe(observation);
            };
        };
        return new SimulatedWorld(world.build(), watched, Journal.NONE).runChecked();
    }

    private void note(long nowNs, Observation observation) {
        if (nowNs >= NOTICE) {
            String what = switch (observation) {
                case Observation.Interruption i -> "notice";
                case Observation.NodeObserved n
                when n.node().ready() && n.node().hasTaint(WellKnown.DISRUPTED) -> "cordoned";
                case Observation.PodObserved p when p.pod().meta().deleting() -> "SIGTERM";
                case Observation.PodGone p -> "pod gone";
                case Observation.InstanceGone g -> "instance gone";
                case Observation.Launched l ->
                    "replacement in zone " + l.offer().zone();
                case Observation.PodObserved p when p.pod().ready() -> "new pod ready";
                default -> "";
            };
            if (!what.isEmpty()) {
                seen.add(nowNs / SECOND + " " + what);
            }
        }
    }

    @Test
    void noticeCordonSigtermCheckpointRequeueDrainTerminationReplacement() {
        world.timings = new CloudTimings(seconds(2), seconds(8), seconds(40));
        world.podStartup.put(Fixtures.WORKER, new PodStartup(seconds(3), 0, seconds(1), seconds(1), seconds(1)));

        RunResult result = run();

        // 1200 notice, cordon and SIGTERM; 2 s to save, 1 s to exit: the pod is gone at 1203 and the instance
        // terminated
        // 40 s later. Its replacement was asked for at 1200, when the ReplicaSet made a new pod: CreateFleet 2 s,
        // pending 8 s, container 3 s, ready 1 s later.
        assertThat(seen)
                .containsExactly(
                        "1200 notice",
                        "1200 cordoned",
                        "1200 SIGTERM",
                        "1202 replacement in zone c",
                        "1203 pod gone",
                        "1214 new pod ready",
                        "1243 instance gone");
        assertThat(result.jobs().requeued()).isEqualTo(1);
        assertThat(result.jobs().completed()).isEqualTo(1);
        // ten minutes were worked and saved by 1200; the job goes on at 1213 and needs 20 more
        assertThat(result.queues().getFirst().turnaroundS().max()).isEqualTo(1213 + 1200 - 600);
        // the two seconds of saving
        assertThat(result.jobs().lostNs()).isEqualTo(2 * SECOND);
        NodeRecord first = result.nodes().getFirst();
        assertThat(first.endedBy()).isEqualTo(EndedBy.USER);
        assertThat(first.noticeNs()).isEqualTo(NOTICE);
        assertThat(result.nodeTotals().interrupted()).isEqualTo(1);
        assertThat(result.nodeTotals().reclaimed()).isZero();
    }

    @Test
    void aWorkerThatFinishesItsJobIsKilledWhenItsGracePeriodEndsAndTheJobComesBackByItsVisibilityTimeout() {
        world.behaviour = WorkerBehaviour.FINISH.withRedelivery(true, HOUR);

        RunResult result = run();

        // taken at 600 s; killed at 1200 + 100; delivered again at 600 + 3600, and worked on from the beginning
        assertThat(result.jobs().requeued()).isZero();
        assertThat(result.jobs().redelivered()).isEqualTo(1);
        assertThat(result.jobs().lostNs()).isEqualTo(700 * SECOND);
        assertThat(result.queues().getFirst().turnaroundS().max()).isEqualTo(4200 + 1800 - 600);
    }

    @Test
    void periodicCheckpointsLimitWhatACrashLoses() {
        world.behaviour = WorkerBehaviour.FINISH.withRedelivery(true, HOUR).withCheckpoint(0, 4 * MINUTE, 0);

        RunResult result = run();

        // 700 s worked, 2 x 240 s safe: 220 s lost
        assertThat(result.jobs().lostNs()).isEqualTo(220 * SECOND);
    }

    @Test
    void whereNobodyIsToldTheInstanceIsTakenWithItsWorkAndItsFirstHourIsFree() {
        world.interruption = InterruptionSpec.UNHANDLED;
        world.nodeStartup = new NodeStartup(
                seconds(0),
                seconds(0),
                seconds(0),
                seconds(0),
                NodeStartup.INSTANT.offeredDevices(),
                seconds(45),
                seconds(50));
        world.behaviour = WorkerBehaviour.CHECKPOINT_AND_REQUEUE.withRedelivery(true, HOUR);

        RunResult result = run();

        NodeRecord first = result.nodes().getFirst();
        assertThat(first.cause()).isEqualTo("Reclaimed");
        assertThat(first.billedUntilNs()).isEqualTo(NOTICE + 120 * SECOND);
        assertThat(first.endedBy()).isEqualTo(EndedBy.EC2_INTERRUPTION);
        assertThat(first.costMicroUsd()).isZero();
        assertThat(result.jobs().lostNs()).isEqualTo((NOTICE + 120 * SECOND) - 10 * MINUTE);
        assertThat(result.nodeTotals().reclaimed()).isEqualTo(1);
    }

    @Test
    void theTerminationHandlerDrainsTheNodeAndDoesNotEndTheInstance() {
        world.interruption = new InterruptionSpec(120, null, false, new InterruptionSpec.TerminationHandler(2, 120));
        world.behaviour = WorkerBehaviour.CHECKPOINT_AND_REQUEUE;

        RunResult result = run();

        NodeRecord first = result.nodes().getFirst();
        assertThat(first.cause()).isEqualTo("NodeTerminationHandler");
        // the handler leaves the node; the loop ends it once it has been empty for a minute, from 1202 s on
        assertThat(first.billedUntilNs()).isEqualTo(NOTICE + 62 * SECOND);
        assertThat(result.jobs().requeued()).isEqualTo(1);
        assertThat(result.jobs().completed()).isEqualTo(1);
    }
}
