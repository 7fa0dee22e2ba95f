package dev.nodecast.scheduler.control;

import static dev.nodecast.scheduler.control.Given.gpuType;
import static dev.nodecast.scheduler.control.Given.pendingGpuPod;
import static dev.nodecast.scheduler.control.Given.runningGpuPod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.NodeCondition;
import dev.nodecast.scheduler.port.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What keeps nodes in order: drains, repair, garbage collection and the cloud's own drift. */
class UpkeepTest {

    private static final double MINUTES = 60;

    private final ScriptedWorld world = new ScriptedWorld();
    private final ControlLoop loop = new ControlLoop(world.ports(), Settings.defaults());
    private final InstanceType type = gpuType("g4dn.xlarge", 300_000, 650_000);

    @BeforeEach
    void aPoolAndRunningLoops() {
        world.types = List.of(type);
        loop.observe(new Observation.NodePoolObserved(Given.pool("gpu", Given.whenEmptyAfterSeconds(3_600), null)));
        loop.start();
    }

    @Test
    void aPodThatMustNotBeDisruptedIsWaitedForAndNotEvictedUntilItsWishEnds() {
        String claim = node("w1", "n1");
        loop.observe(new Observation.PodObserved(annotated(runningGpuPod("w1", "n1"), "1m")));
        interrupt(claim);
        world.passSeconds(50 - world.nowNs() / 1e9);
        assertThat(world.takeCommands()).doesNotContain("evict prod/w1", "terminate i-" + claim);
        // the wish ends a minute after the pod started, at second 0; the next try is at most ten seconds away
        world.passSeconds(21);
        assertThat(world.takeCommands()).contains("evict prod/w1");
    }

    @Test
    void podsOfSystemClassesAreEvictedOnlyOnceTheOthersAreGone() {
        String claim = node("w1", "n1");
        Pod critical = ofClass(runningGpuPod("dns", "n1"), "system-cluster-critical");
        loop.observe(new Observation.PodObserved(critical));
        interrupt(claim);
        assertThat(world.takeCommands()).contains("evict prod/w1").doesNotContain("evict prod/dns");
        loop.observe(new Observation.PodGone(runningGpuPod("w1", "n1").key()));
        world.passSeconds(2);
        assertThat(world.takeCommands()).contains("evict prod/dns");
    }

    @Test
    void aNodeThatIsBrokenForThirtyMinutesIsReplacedByForce() {
        String claim = node("w1", "n1");
        world.takeCommands();
        broken("n1");
        world.passSeconds(30 * MINUTES - 1);
        assertThat(world.takeCommands()).doesNotContain("delete claim " + claim);
        world.passSeconds(1);
        assertThat(world.takeCommands())
                .as("its pod is deleted, not evicted")
                .contains("delete claim " + claim, "delete pod prod/w1 grace 1", "terminate i-" + claim);
        assertThat(world.decisions).contains(new Decision.NodeTerminating(claim, "Unhealthy"));
    }

    @Test
    void aNodeThatRecoversIsKept() {
        String claim = node("w1", "n1");
        broken("n1");
        world.passSeconds(10 * MINUTES);
        health("n1", NodeCondition.Status.TRUE);
        world.takeCommands();
        world.passSeconds(60 * MINUTES);
        assertThat(world.takeCommands()).doesNotContain("delete claim " + claim);
    }

    @Test
    void whereMoreThanAFifthOfAPoolIsBrokenNoNodeIsBlamed() {
        List<String> claims = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            claims.add(node("w" + i, "n" + i));
        }
        broken("n0");
        broken("n1");
        world.takeCommands();
        world.passSeconds(31 * MINUTES);
        assertThat(world.takeCommands()).noneMatch(command -> command.startsWith("delete claim"));
        assertThat(world.decisions).contains(new Decision.RepairBlocked(claims.getFirst(), "Ready"));
        health("n1", NodeCondition.Status.TRUE);
        world.passSeconds(5 * MINUTES);
        assertThat(world.takeCommands())
                .contains("delete claim " + claims.get(0))
                .doesNotContain("delete claim " + claims.get(1));
    }

    @Test
    void aClaimWhoseInstanceTheCloudDoesNotKnowEndsUnlessItsNodeIsReady() {
        String ready = node("w1", "n1");
        String lost = node("w2", "n2");
        Node node = loop.state().ofNode("n2").node();
        loop.observe(new Observation.NodeObserved(node.withReady(false)));
        world.takeCommands();
        loop.observe(new Observation.InstancesListed(List.of()));
        assertThat(world.takeCommands()).contains("delete claim " + lost).doesNotContain("delete claim " + ready);
        assertThat(world.decisions).contains(new Decision.NodeTerminating(lost, "GarbageCollected"));
    }

    @Test
    void anInstanceThatNoClaimKnowsIsTerminatedOnceItHasBeenSoForHalfAMinute() {
        String claim = node("w1", "n1");
        world.takeCommands();
        Observation list = new Observation.InstancesListed(List.of("i-" + claim, "i-foreign"));
        loop.observe(list);
        assertThat(world.takeCommands()).as("its claim may be on its way").isEmpty();
        int before = world.lists;
        world.passSeconds(30);
        assertThat(world.lists).isGreaterThan(before);
        loop.observe(list);
        assertThat(world.takeCommands()).containsExactly("terminate i-foreign");
        assertThat(world.decisions).contains(new Decision.InstanceCollected("i-foreign"));
    }

    @Test
    void instancesAreAskedForEveryTwoMinutes() {
        world.passSeconds(10 * MINUTES);
        assertThat(world.lists).isEqualTo(5);
    }

    @Test
    void aNodeThatTheCloudWouldLaunchDifferentlyTodayIsReplaced() {
        String claim = node("w1", "n1");
        world.drifted.put(claim, "AMIDrift");
        world.launches.clear();
        world.passSeconds(6 * MINUTES);
        assertThat(world.launches).as("the replacement comes first").hasSize(1);
        assertThat(world.decisions)
                .anySatisfy(decision -> assertThat(decision).isInstanceOfSatisfying(Decision.Disrupt.class, disrupt -> {
                    assertThat(disrupt.method()).isEqualTo("drift");
                    assertThat(disrupt.nodeClaims()).containsExactly(claim);
                    assertThat(disrupt.why()).contains("AMIDrift");
                }));
    }

    @Test
    void aDriftedNodeOfAStaticPoolIsReplacedLikeForLike() {
        NodePool dynamic = Given.pool("fixed", Given.whenEmptyAfterSeconds(3_600), null);
        loop.observe(new Observation.NodePoolObserved(new NodePool(
                dynamic.meta(),
                dynamic.template(),
                dynamic.disruption(),
                dynamic.limits(),
                dynamic.nodeLimit(),
                dynamic.weight(),
                1)));
        world.passSeconds(1);
        String claim = world.launches.keySet().iterator().next();
        launched(claim, "s1");
        world.passSeconds(1);
        world.drifted.put(claim, "AMIDrift");
        world.launches.clear();
        world.passSeconds(6 * MINUTES);
        assertThat(world.launches).hasSize(1);
        assertThat(world.decisions)
                .anySatisfy(decision -> assertThat(decision)
                        .isInstanceOfSatisfying(
                                Decision.Disrupt.class,
                                disrupt -> assertThat(disrupt.method()).isEqualTo("static-drift")));
    }

    private void interrupt(String claim) {
        world.takeCommands();
        loop.observe(new Observation.Interruption(Observation.Interruption.Kind.SPOT_INTERRUPTION, "i-" + claim));
    }

    private void broken(String node) {
        health(node, NodeCondition.Status.FALSE);
    }

    private void health(String node, NodeCondition.Status ready) {
        loop.observe(
                new Observation.NodeHealthObserved(node, List.of(new NodeCondition("Ready", ready, world.nowNs()))));
    }

    private static Pod annotated(Pod pod, String doNotDisrupt) {
        ObjectMeta meta = pod.meta().withAnnotations(Labels.of(WellKnown.DO_NOT_DISRUPT, doNotDisrupt));
        return new Pod(
                meta, pod.spec(), pod.phase(), pod.nodeName(), pod.unschedulable(), pod.ready(), pod.startedNs());
    }

    private static Pod ofClass(Pod pod, String priorityClass) {
        PodSpec s = pod.spec();
        PodSpec spec = new PodSpec(
                s.containers(),
                s.initContainers(),
                s.nodeSelector(),
                s.affinity(),
                s.tolerations(),
                s.topologySpread(),
                s.overhead(),
                2_000_000_000,
                priorityClass,
                s.preemptionAllowed(),
                s.terminationGracePeriodSeconds(),
                s.attachments(),
                s.schedulingGates(),
                s.requests());
        return new Pod(
                pod.meta(), spec, pod.phase(), pod.nodeName(), pod.unschedulable(), pod.ready(), pod.startedNs());
    }

    /** A node that is up, with a worker on it. */
    private String node(String pod, String name) {
        world.launches.clear();
        loop.observe(new Observation.PodObserved(pendingGpuPod(pod)));
        world.passSeconds(1);
        String claim = world.launches.keySet().iterator().next();
        launched(claim, name);
        world.passSeconds(1);
        loop.observe(new Observation.PodObserved(runningGpuPod(pod, name)));
        return claim;
    }

    private void launched(String claim, String name) {
        loop.observe(new Observation.Launched(
                claim,
                "i-" + claim,
                new Observation.Offer("g4dn.xlarge", "a", WellKnown.SPOT, 300_000),
                Labels.of(Map.of(
                        WellKnown.INSTANCE_TYPE, "g4dn.xlarge",
                        WellKnown.ZONE, "a",
                        WellKnown.CAPACITY_TYPE, WellKnown.SPOT)),
                type.capacity(),
                type.allocatable()));
        loop.observe(new Observation.NodeObserved(Given.registering(world.claims.get(claim), name, true)));
    }
}
