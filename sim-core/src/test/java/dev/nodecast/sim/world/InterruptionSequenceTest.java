package dev.nodecast.sim.world;

import static dev.nodecast.sim.world.Fixtures.HOUR;
import static dev.nodecast.sim.world.Fixtures.MINUTE;
import static dev.nodecast.sim.world.Fixtures.SECOND;
import static dev.nodecast.sim.world.Fixtures.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.control.ControlLoop;
import dev.nodecast.scheduler.control.Ports;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.CloudTimings;
import dev.nodecast.sim.world.spec.InterruptionSpec;
import dev.nodecast.sim.world.spec.NodeStartup;
import dev.nodecast.sim.world.spec.PodStartup;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The sequence of a spot interruption with the real control loop, event by event. Zone a loses its capacity at 20 min,
 * when the one node there works on a job of 30 minutes.
 */
class InterruptionSequenceTest {

    private static final long NOTICE = 20 * MINUTE;
    private static final InterruptionSpec.TerminationHandler HANDLER = new InterruptionSpec.TerminationHandler(2, -1);

    private final Fixtures.Builder world = new Fixtures.Builder();
    private final List<String> seen = new ArrayList<>();
    private final Set<ObjectKey> waiting = new LinkedHashSet<>();
    private String before = "";

    InterruptionSequenceTest() {
        world.market = new FallingZone("a", NOTICE);
        world.jobs = () -> Fixtures.jobs(new long[] {10 * MINUTE, 30 * MINUTE});
        world.horizonNs = 3 * HOUR;
        world.deployments = List.of(Fixtures.workers(1, 100));
        world.timings = new CloudTimings(seconds(2), seconds(8), seconds(40));
        world.nodeStartup = new NodeStartup(
                seconds(30),
                seconds(10),
                seconds(0),
                seconds(20),
                NodeStartup.DEFAULT.offeredDevices(),
                seconds(45),
                seconds(50));
        world.podStartup.put(Fixtures.WORKER, new PodStartup(seconds(3), 0, seconds(1), seconds(1), seconds(1)));
    }

    private RunResult run() {
        Autoscaler.Factory watched = ports -> {
            Ports noted = new Ports(
                    ports.clock(),
                    ports.timers(),
                    ports.cluster(),
                    ports.cloud(),
                    ports.metrics(),
                    (nowNs, decision) -> {
                        note(nowNs, decided(decision));
                        ports.journal().record(nowNs, decision);
                    });
            ControlLoop loop = new ControlLoop(noted, Settings.defaults());
            loop.start();
            return observation -> {
                note(ports.clock().nowNs(), happened(observation));
                loop.observe(observation);
            };
        };
        return new SimulatedWorld(world.build(), watched, (nowNs, decision) -> {}).runChecked();
    }

    private void note(long nowNs, String what) {
        if (nowNs >= NOTICE && nowNs < NOTICE + 5 * MINUTE && !what.isEmpty() && !what.equals(before)) {
            seen.add(nowNs / SECOND + " " + what);
            before = what;
        }
    }

    private static String decided(Decision decision) {
        return switch (decision) {
            case Decision.InterruptionReceived i -> "loop: " + i.kind();
            case Decision.NodeTerminating t -> "loop: terminate, " + t.cause();
            case Decision.NodeRequested r -> "loop: new node for " + r.pods() + " pod";
            case Decision.NodeInitialized _ -> "loop: node initialised";
            case Decision.NodeTerminated t -> "loop: node is gone, " + t.cause();
            default -> "";
        };
    }

    private String happened(Observation observation) {
        return switch (observation) {
            case Observation.Interruption i -> "EC2: " + i.kind();
            case Observation.NodeObserved n
            when !taints(n.node()).isEmpty() && n.node().ready() -> "node: " + taints(n.node());
            case Observation.PodObserved p -> pod(p.pod());
            case Observation.PodGone _ -> "pod: gone";
            case Observation.Launched l -> "EC2: launched in zone " + l.offer().zone();
            case Observation.InstanceGone _ -> "EC2: instance terminated";
            default -> "";
        };
    }

    private static String taints(Node node) {
        List<String> taints = new ArrayList<>();
        if (node.unschedulable()) {
            taints.add("cordoned");
        }
        for (Taint taint : node.taints()) {
            if (taint.matches(WellKnown.DISRUPTED)) {
                taints.add("tainted");
            }
        }
        return String.join(" and ", taints);
    }

    private String pod(Pod pod) {
        if (pod.meta().deleting()) {
            return "pod: SIGTERM";
        }
        if (pod.nodeName() == null) {
            return waiting.add(pod.key()) ? "pod: a new one waits" : "";
        }
        return pod.ready() ? "pod: ready" : "pod: bound";
    }

    @Test
    void theLoopHearsOfItDrainsTheNodeAndHasAnotherOneReadyBeforeTheTwoMinutesAreOver() {
        RunResult result = run();

        // The document has the replacement asked for after the node has ended; the ReplicaSet makes the new pod when
        // the
        // old one is told to go, and a batch window later its node is asked for.
        assertThat(seen)
                .containsExactly(
                        "1200 EC2: SPOT_INTERRUPTION",
                        "1200 loop: SPOT_INTERRUPTION",
                        "1200 loop: terminate, Interrupted",
                        "1200 node: tainted",
                        "1200 pod: SIGTERM",
                        "1200 pod: a new one waits",
                        "1201 loop: new node for 1 pod",
                        "1203 EC2: launched in zone c",
                        "1203 pod: gone",
                        "1245 EC2: instance terminated",
                        "1245 loop: node is gone, Interrupted",
                        "1271 loop: node initialised",
                        "1271 pod: bound",
                        "1275 pod: ready");
        theJobWasSavedAndGoesOnAt(1274, result);
        assertThat(result.nodeTotals().reclaimed()).isZero();
    }

    @Test
    void whereTheTerminationHandlerDrainsTooNothingHappensTwice() {
        world.interruption = new InterruptionSpec(120, null, true, HANDLER);

        RunResult result = run();

        assertThat(seen)
                .containsExactly(
                        "1200 EC2: SPOT_INTERRUPTION",
                        "1200 loop: SPOT_INTERRUPTION",
                        "1200 loop: terminate, Interrupted",
                        "1200 node: tainted",
                        "1200 pod: SIGTERM",
                        "1200 node: cordoned and tainted",
                        "1200 pod: a new one waits",
                        "1201 loop: new node for 1 pod",
                        "1203 EC2: launched in zone c",
                        "1203 pod: gone",
                        "1245 EC2: instance terminated",
                        "1245 loop: node is gone, Interrupted",
                        "1271 loop: node initialised",
                        "1271 pod: bound",
                        "1275 pod: ready");
        theJobWasSavedAndGoesOnAt(1274, result);
    }

    @Test
    void whereOnlyTheTerminationHandlerHearsOfItTheLoopSeesAnEmptyNodeAndAPodThatWaits() {
        world.interruption = new InterruptionSpec(120, null, false, HANDLER);

        RunResult result = run();

        // The cordon keeps the new pod and every plan away from the node that is lost; nobody avoids zone a for that.
        assertThat(seen)
                .containsExactly(
                        "1200 node: cordoned",
                        "1200 pod: SIGTERM",
                        "1200 pod: a new one waits",
                        "1201 loop: new node for 1 pod",
                        "1203 EC2: launched in zone c",
                        "1203 pod: gone",
                        "1225 loop: terminate, Empty",
                        "1225 node: cordoned and tainted",
                        "1270 EC2: instance terminated",
                        "1270 loop: node is gone, Empty",
                        "1271 loop: node initialised",
                        "1271 pod: bound",
                        "1275 pod: ready");
        theJobWasSavedAndGoesOnAt(1274, result);
    }

    /** Taken at 10 min on the first worker, saved at 20 min with ten minutes done, and done twenty minutes later. */
    private static void theJobWasSavedAndGoesOnAt(long second, RunResult result) {
        assertThat(result.jobs().requeued()).isEqualTo(1);
        assertThat(result.jobs().redelivered()).isZero();
        assertThat(result.jobs().completed()).isEqualTo(1);
        assertThat(result.queues().getFirst().turnaroundS().max()).isEqualTo(second + 1200 - 600);
    }
}
