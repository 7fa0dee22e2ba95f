package dev.nodecast.scheduler.control;

import static dev.nodecast.scheduler.control.Given.pendingGpuPod;
import static dev.nodecast.scheduler.control.Given.runningGpuPod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.interruption.JobRisk;
import dev.nodecast.scheduler.interruption.SpotChoice;
import dev.nodecast.scheduler.lookahead.LookAhead;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider.LaunchRequest;
import dev.nodecast.scheduler.port.CloudProvider.Override;
import dev.nodecast.scheduler.port.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Policies beyond Karpenter in the running loops. A node holds one GPU pod. */
class OptInsTest {

    private static final JobRisk TEN_HOURS = new JobRisk(10, JobRisk.NEVER, .1, false);

    private final ScriptedWorld world = new ScriptedWorld();

    private ControlLoop loop(OptIns optIns, Labels annotations) {
        ControlLoop loop = new ControlLoop(world.ports(), Settings.defaults().with(optIns));
        NodePool pool = Given.pool("gpu", Given.whenEmptyAfterSeconds(30), null);
        loop.observe(new Observation.NodePoolObserved(new NodePool(
                pool.meta().withAnnotations(annotations),
                pool.template(),
                pool.disruption(),
                pool.limits(),
                null,
                0,
                null)));
        loop.start();
        return loop;
    }

    private static InstanceType type(String name, long spot, long onDemand, double interruptionsPerHour) {
        InstanceType type = Given.gpuType(name, spot, onDemand);
        return type.withOfferings(type.offerings().stream()
                .map(o -> o.spot() ? o.withInterruptionsPerHour(interruptionsPerHour) : o)
                .toList());
    }

    private LaunchRequest launchFor(ControlLoop loop, String pod) {
        world.launches.clear();
        loop.observe(new Observation.PodObserved(pendingGpuPod(pod)));
        world.passSeconds(11);
        return List.copyOf(world.launches.values()).getLast();
    }

    private static OptIns spot(SpotChoice.Mode mode) {
        return new OptIns(new SpotChoice(mode, TEN_HOURS), LookAhead.NONE);
    }

    @Test
    void theCheapestHourIsBoughtUnlessAPoolAsksForTheCheapestJob() {
        world.types = List.of(type("g4dn.xlarge", 300_000, 650_000, .05), type("g5.xlarge", 350_000, 990_000, .001));
        LaunchRequest usual = launchFor(loop(spot(SpotChoice.Mode.PRICE), Labels.NONE), "w1");
        assertThat(usual.overrides()).extracting(Override::instanceType).startsWith("g4dn.xlarge");
        assertThat(usual.overrides().getFirst().priceMicroUsdPerHour()).isEqualTo(300_000);
        assertThat(usual.prioritized()).isFalse();

        // 0.300 x e^0.005 (e^0.5 - 1) / 0.5 = 0.391 against 0.350 x 1.005
        LaunchRequest asked =
                launchFor(loop(spot(SpotChoice.Mode.PRICE), Labels.of(SpotChoice.ANNOTATION, "expected-cost")), "w2");
        assertThat(asked.capacityType()).isEqualTo(WellKnown.SPOT);
        assertThat(asked.overrides()).extracting(Override::instanceType).startsWith("g5.xlarge");
        assertThat(asked.prioritized()).as("EC2 is to follow our order").isTrue();
    }

    @Test
    void onDemandIsBoughtWhereAJobIsExpectedToCostLessThere() {
        // e^0.02 (e^2 - 1) / 2 = 3.26 times the price of spot
        world.types = List.of(type("g4dn.xlarge", 300_000, 650_000, .2));
        LaunchRequest asked = launchFor(loop(spot(SpotChoice.Mode.EXPECTED_COST), Labels.NONE), "w1");
        assertThat(asked.capacityType()).isEqualTo(WellKnown.ON_DEMAND);
    }

    @Test
    void interruptionsThatWereSeenCountMoreThanWhatIsPublished() {
        world.types = List.of(type("g4dn.xlarge", 300_000, 650_000, .0001));
        ControlLoop loop = loop(spot(SpotChoice.Mode.EXPECTED_COST), Labels.NONE);
        LaunchRequest first = launchFor(loop, "w1");
        assertThat(first.capacityType()).isEqualTo(WellKnown.SPOT);
        // 40 interruptions in 40 x 3 minutes on the same machine type: far more than one in ten hours
        for (int i = 0; i < 40; i++) {
            LaunchRequest next = i == 0 ? first : launchFor(loop, "w" + (i + 1));
            if (!next.capacityType().equals(WellKnown.SPOT)) {
                return;
            }
            answer(loop, next);
            world.passSeconds(200);
            loop.observe(new Observation.PodGone(pendingGpuPod("w" + (i + 1)).key()));
            loop.observe(new Observation.Interruption(
                    Observation.Interruption.Kind.SPOT_INTERRUPTION, "i-" + next.nodeClaim()));
            loop.observe(new Observation.InstanceGone("i-" + next.nodeClaim()));
            world.passSeconds(200);
        }
        throw new AssertionError("spot was bought again and again");
    }

    private void answer(ControlLoop loop, LaunchRequest request) {
        InstanceType type = world.types.getFirst();
        Override bought = request.overrides().getFirst();
        loop.observe(new Observation.Launched(
                request.nodeClaim(),
                "i-" + request.nodeClaim(),
                new Observation.Offer(bought.instanceType(), bought.zone(), request.capacityType(), 300_000),
                Labels.of(WellKnown.INSTANCE_TYPE, bought.instanceType())
                        .with(WellKnown.ZONE, bought.zone())
                        .with(WellKnown.CAPACITY_TYPE, request.capacityType()),
                type.capacity(),
                type.allocatable()));
    }

    private String runningNode(ControlLoop loop, String pod, String node) {
        LaunchRequest request = launchFor(loop, pod);
        answer(loop, request);
        loop.observe(
                new Observation.NodeObserved(Given.registering(world.claims.get(request.nodeClaim()), node, true)));
        world.passSeconds(2);
        loop.observe(new Observation.PodObserved(runningGpuPod(pod, node)));
        return request.nodeClaim();
    }

    private void end(ControlLoop loop, Pod pod) {
        loop.observe(new Observation.PodObserved(Given.deleting(pod, world.nowNs())));
        loop.observe(new Observation.PodGone(pod.key()));
    }

    private static OptIns lookAhead(LookAhead.Mode mode, long startSeconds) {
        return new OptIns(SpotChoice.DEFAULT, new LookAhead(mode, .5, startSeconds * ScriptedWorld.SECOND_NS, 0));
    }

    @Test
    void anIdleNodeIsKeptUntilThatHasCostAsMuchAsStartingAnother() {
        world.types = List.of(type("g4dn.xlarge", 300_000, 650_000, 0));
        ControlLoop loop = loop(lookAhead(LookAhead.Mode.BREAK_EVEN, 600), Labels.NONE);
        String claim = runningNode(loop, "w1", "n1");
        // the node worked 13 s after it was asked for, which replaces the guess of 600 s; but not below
        // consolidateAfter
        end(loop, runningGpuPod("w1", "n1"));
        world.takeCommands();
        world.passSeconds(65);
        assertThat(world.takeCommands()).contains("delete claim " + claim);
    }

    @Test
    void aSlowStartKeepsTheNodeBeyondConsolidateAfter() {
        world.types = List.of(type("g4dn.xlarge", 300_000, 650_000, 0));
        ControlLoop loop = loop(lookAhead(LookAhead.Mode.BREAK_EVEN, 0), Labels.NONE);
        LaunchRequest request = launchFor(loop, "w1");
        world.passSeconds(280);
        answer(loop, request);
        loop.observe(
                new Observation.NodeObserved(Given.registering(world.claims.get(request.nodeClaim()), "n1", true)));
        world.passSeconds(2);
        Pod pod = runningGpuPod("w1", "n1");
        loop.observe(new Observation.PodObserved(pod));
        end(loop, pod);
        world.takeCommands();
        world.passSeconds(250);
        assertThat(world.takeCommands()).as("it took 292 s to start").isEmpty();
        world.passSeconds(100);
        assertThat(world.takeCommands()).contains("delete claim " + request.nodeClaim());
    }

    @Test
    void withoutLookAheadItGoesAfterConsolidateAfterWhateverStartingTakes() {
        world.types = List.of(type("g4dn.xlarge", 300_000, 650_000, 0));
        ControlLoop loop = loop(OptIns.NONE, Labels.of(LookAhead.ANNOTATION, "no such mode"));
        String claim = runningNode(loop, "w1", "n1");
        end(loop, runningGpuPod("w1", "n1"));
        world.takeCommands();
        world.passSeconds(65);
        assertThat(world.takeCommands()).contains("delete claim " + claim);
    }
}
