package dev.nodecast.scheduler.control;

import static dev.nodecast.scheduler.control.Given.gpuType;
import static dev.nodecast.scheduler.control.Given.pendingGpuPod;
import static dev.nodecast.scheduler.control.Given.pool;
import static dev.nodecast.scheduler.control.Given.runningGpuPod;
import static dev.nodecast.scheduler.control.Given.whenEmptyAfterSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.Observation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loops as a whole, one sentence of the Karpenter documents at a time. */
class ControlLoopTest {

    private final ScriptedWorld world = new ScriptedWorld();
    private final ControlLoop loop = new ControlLoop(world.ports(), Settings.defaults());
    private final InstanceType g4dn = gpuType("g4dn.xlarge", 300_000, 650_000);
    private final InstanceType g5 = gpuType("g5.xlarge", 500_000, 1_240_000);

    @BeforeEach
    void aPoolOfTwoTypesAndRunningLoops() {
        world.types = List.of(g4dn, g5);
        start(pool("gpu", whenEmptyAfterSeconds(30), 10 * Given.HOUR_NS));
    }

    private void start(NodePool pool) {
        loop.observe(new Observation.NodePoolObserved(pool));
        loop.start();
    }

    @Test
    void podsThatComeWithinASecondOfEachOtherArePlannedTogether() {
        loop.observe(new Observation.PodObserved(pendingGpuPod("w1")));
        world.passSeconds(0.9);
        loop.observe(new Observation.PodObserved(pendingGpuPod("w2")));
        world.passSeconds(0.9);
        assertThat(world.launches).isEmpty();
        world.passSeconds(0.1);
        assertThat(world.launches).hasSize(2);
    }

    @Test
    void spotIsAskedForWhereThePoolAllowsBothCheapestFirst() {
        loop.observe(new Observation.PodObserved(pendingGpuPod("w1")));
        world.passSeconds(1);
        CloudProvider.LaunchRequest request = onlyLaunch();
        assertThat(request.capacityType()).isEqualTo(WellKnown.SPOT);
        assertThat(request.overrides())
                .extracting(CloudProvider.Override::instanceType)
                .containsExactly("g4dn.xlarge", "g5.xlarge");
    }

    @Test
    void whatTheCloudCouldNotServeIsAvoidedForThreeMinutesAndOnDemandIsTaken() {
        loop.observe(new Observation.PodObserved(pendingGpuPod("w1")));
        world.passSeconds(1);
        CloudProvider.LaunchRequest first = onlyLaunch();
        world.launches.clear();
        loop.observe(new Observation.LaunchFailed(
                first.nodeClaim(),
                "InsufficientInstanceCapacity",
                first.overrides().stream()
                        .map(o -> new Observation.Offer(
                                o.instanceType(), o.zone(), WellKnown.SPOT, o.priceMicroUsdPerHour()))
                        .toList()));
        assertThat(world.claims).isEmpty();
        // the pod was seen at 0 s, is looked at again at 10 s, and a window of 1 s follows
        world.passSeconds(9.9);
        assertThat(world.launches).isEmpty();
        world.passSeconds(0.1);
        assertThat(onlyLaunch().capacityType()).isEqualTo(WellKnown.ON_DEMAND);
    }

    @Test
    void aPodWhosePlaceWasTakenByAnotherIsPlannedAgainTenSecondsLater() {
        String claim = launchFor("w1");
        loop.observe(new Observation.NodeObserved(Given.registering(world.claims.get(claim), "n1", true)));
        loop.observe(new Observation.PodObserved(runningGpuPod("thief", "n1")));
        world.launches.clear();
        // seen at 0 s and planned at 1 s; looked at again at 10 s, which opens a window of 1 s
        world.passSeconds(9.9);
        assertThat(world.launches).isEmpty();
        world.passSeconds(0.1);
        assertThat(world.launches).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void whatTheCloudLearnsOfWhileAPlanIsMadeIsPlannedOnTenSecondsLaterAtTheLatest(int unknowingAnswers) {
        world.unknowingAnswers = unknowingAnswers;
        loop.observe(new Observation.PodObserved(pendingGpuPod("w1")));
        world.passSeconds(1 + unknowingAnswers * 10);
        assertThat(world.launches).hasSize(1);
    }

    @Test
    void aNodeIsInitialisedOnlyOnceItsGpuIsThere() {
        String claim = launchFor("w1");
        Node node = Given.registering(world.claims.get(claim), "n1", true)
                .withAllocatable(g4dn.capacity(), g4dn.capacity().with(Resources.NVIDIA_GPU, 0));
        loop.observe(new Observation.NodeObserved(node));
        world.passSeconds(1);
        assertThat(world.claims.get(claim).registered()).isTrue();
        assertThat(world.claims.get(claim).initialized()).isFalse();
        Node known = loop.state().ofNode("n1").node();
        assertThat(known.hasTaint(WellKnown.UNREGISTERED)).isFalse();
        assertThat(known.meta().labels().get("role")).isEqualTo("gpu-worker");

        world.passSeconds(1);
        loop.observe(new Observation.NodeObserved(known.withAllocatable(g4dn.capacity(), g4dn.capacity())));
        assertThat(world.claims.get(claim).initialized()).isTrue();
    }

    @Test
    void taintsAreGivenAtRegistrationUnlessKubeletSaysThatItHasSetThem() {
        Taint startup = new Taint("example.com/agent", "", Taint.Effect.NO_SCHEDULE);
        NodePool pool = pool("gpu", whenEmptyAfterSeconds(30), 10 * Given.HOUR_NS);
        loop.observe(new Observation.NodePoolObserved(withStartupTaint(pool, startup)));
        NodeClaim claim = world.claims.get(launchFor("w1"));
        world.passSeconds(5);
        Node itself = Given.registering(claim, "n1", true);
        Node withLabel = itself.withMeta(
                itself.meta().withLabels(itself.meta().labels().with(WellKnown.DO_NOT_SYNC_TAINTS, "true")));

        loop.observe(new Observation.NodeObserved(withLabel));

        assertThat(world.claims.get(claim.name()).registered()).isTrue();
        assertThat(loop.state().ofNode("n1").node().taints()).isEmpty();
        world.launches.clear();
        NodeClaim other = world.claims.get(launchFor("w2"));
        world.passSeconds(5);
        loop.observe(new Observation.NodeObserved(Given.registering(other, "n2", true)));
        assertThat(loop.state().ofNode("n2").node().taints()).containsExactly(startup);
    }

    private static NodePool withStartupTaint(NodePool pool, Taint startup) {
        NodePool.Template template = pool.template();
        return new NodePool(
                pool.meta(),
                new NodePool.Template(
                        template.labels(),
                        template.annotations(),
                        template.requirements(),
                        template.taints(),
                        List.of(startup),
                        template.nodeClassRef(),
                        template.expireAfterNs(),
                        template.terminationGracePeriodNs()),
                pool.disruption(),
                pool.limits(),
                pool.nodeLimit(),
                pool.weight(),
                pool.replicas());
    }

    @Test
    void aClaimIsLeftAloneForASecondAfterEachStepThatIsWrittenDown() {
        String claim = launchFor("w1");
        world.passSeconds(5);
        Node starting = Given.registering(world.claims.get(claim), "n1", false);
        loop.observe(new Observation.NodeObserved(starting));
        assertThat(world.claims.get(claim).registered()).isTrue();
        Node known = loop.state().ofNode("n1").node();
        loop.observe(new Observation.NodeObserved(known.withReady(true).withTaints(List.of())));
        world.passSeconds(0.9);
        assertThat(world.claims.get(claim).initialized()).isFalse();
        world.passSeconds(0.1);
        assertThat(world.claims.get(claim).initialized()).isTrue();
    }

    @Test
    void whileALaunchIsOnItsWayABatchIsDroppedAndItsPodsComeBackTenSecondsLater() {
        loop.observe(new Observation.PodObserved(pendingGpuPod("w1")));
        world.passSeconds(1);
        String claim = onlyLaunch().nodeClaim();
        loop.observe(new Observation.PodObserved(pendingGpuPod("w2")));
        world.passSeconds(2);
        answerLaunch(claim);
        world.launches.clear();
        // w1 was seen at 0 s and is looked at again at 10 s, w2 at 1 s and at 11 s
        world.passSeconds(7.9);
        assertThat(world.launches).isEmpty();
        world.passSeconds(0.1);
        assertThat(world.launches).isEmpty();
        world.passSeconds(1);
        assertThat(world.launches).hasSize(1);
    }

    @Test
    void aSpotNoticeDrainsTheNodeEndsTheInstanceAndBringsAnotherNode() {
        String claim = runningNode("w1", "n1");
        world.takeCommands();
        world.launches.clear();

        loop.observe(new Observation.Interruption(Observation.Interruption.Kind.SPOT_INTERRUPTION, "i-" + claim));
        assertThat(world.takeCommands())
                .containsExactly(
                        "delete claim " + claim, "update node n1 taints [karpenter.sh/disrupted]", "evict prod/w1");
        Pod leaving = Given.deleting(runningGpuPod("w1", "n1"), world.nowNs());
        loop.observe(new Observation.PodObserved(leaving));
        loop.observe(new Observation.PodObserved(pendingGpuPod("w2")));
        loop.observe(new Observation.PodGone(leaving.key()));
        assertThat(world.takeCommands()).isEmpty();
        world.passSeconds(1);
        assertThat(onlyLaunch().overrides())
                .as("the interrupted offering is avoided")
                .extracting(CloudProvider.Override::instanceType)
                .containsExactly("g5.xlarge");
        world.passSeconds(3.9);
        assertThat(world.takeCommands()).doesNotContain("terminate i-" + claim);
        world.passSeconds(0.1);
        assertThat(world.takeCommands()).as("a drain takes at least 5 s").contains("terminate i-" + claim);
        loop.observe(new Observation.InstanceGone("i-" + claim));
        assertThat(world.takeCommands()).contains("delete node n1", "release claim " + claim);
        assertThat(loop.state().ofClaim(claim)).isNull();
    }

    @Test
    void repeatedAndForeignMessagesDoNoHarm() {
        String claim = runningNode("w1", "n1");
        Observation notice =
                new Observation.Interruption(Observation.Interruption.Kind.SPOT_INTERRUPTION, "i-" + claim);
        loop.observe(notice);
        world.takeCommands();
        loop.observe(notice);
        loop.observe(new Observation.Interruption(Observation.Interruption.Kind.SPOT_INTERRUPTION, "i-foreign"));
        assertThat(world.takeCommands()).isEmpty();
    }

    @Test
    void anEvictionThatABudgetForbidsIsTriedAgainLaterEachTime() {
        String claim = runningNode("w1", "n1");
        loop.observe(new Observation.Interruption(Observation.Interruption.Kind.SPOT_INTERRUPTION, "i-" + claim));
        world.takeCommands();
        Pod pod = runningGpuPod("w1", "n1");
        loop.observe(new Observation.EvictionRefused(pod.key()));
        world.passSeconds(0.1);
        assertThat(world.takeCommands()).contains("evict prod/w1");
        loop.observe(new Observation.EvictionRefused(pod.key()));
        world.passSeconds(0.1);
        assertThat(world.takeCommands()).doesNotContain("evict prod/w1");
        world.passSeconds(0.1);
        assertThat(world.takeCommands()).contains("evict prod/w1");
    }

    @Test
    void aNodeIsEndedAtTheAgeItsPoolAllows() {
        String claim = runningNode("w1", "n1");
        world.takeCommands();
        // created at second 1, so it expires at 36,001 s
        world.passSeconds(36_000 - world.nowNs() / 1e9);
        assertThat(world.takeCommands()).doesNotContain("delete claim " + claim);
        world.passSeconds(1);
        assertThat(world.takeCommands()).contains("delete claim " + claim);
        assertThat(world.decisions).contains(new Decision.NodeTerminating(claim, "Expired"));
    }

    @Test
    void aClaimThatIsNotRegisteredWithinFifteenMinutesIsGivenUp() {
        String claim = launchFor("w1");
        world.takeCommands();
        world.passSeconds(15 * 60 - 1);
        assertThat(world.takeCommands()).doesNotContain("terminate i-" + claim);
        world.passSeconds(1);
        assertThat(world.takeCommands()).contains("delete claim " + claim, "terminate i-" + claim);
    }

    @Test
    void anInstanceWhoseClaimIsGoneIsTerminatedWhenItsLaunchIsAnswered() {
        loop.observe(new Observation.PodObserved(pendingGpuPod("w1")));
        world.passSeconds(1);
        String claim = onlyLaunch().nodeClaim();
        world.passSeconds(5 * 60);
        assertThat(loop.state().ofClaim(claim))
                .as("given up after five minutes")
                .isNull();
        world.takeCommands();
        answerLaunch(claim);
        assertThat(world.takeCommands()).contains("terminate i-" + claim);
    }

    @Test
    void aNodeThatStaysEmptyForConsolidateAfterGoesAfterTheNextPollAndAnotherFifteenSeconds() {
        String claim = runningNode("w1", "n1");
        world.passSeconds(100 - world.nowNs() / 1e9);
        Pod pod = runningGpuPod("w1", "n1");
        loop.observe(new Observation.PodObserved(Given.deleting(pod, world.nowNs())));
        world.passSeconds(2);
        loop.observe(new Observation.PodGone(pod.key()));
        world.takeCommands();
        // told to go at 100 s, consolidatable from 130 s, found by the poll at 130 s, validated at 145 s, drained at
        // 150 s
        world.passSeconds(42);
        assertThat(world.takeCommands()).isEmpty();
        world.passSeconds(1);
        assertThat(world.takeCommands()).contains("delete claim " + claim);
        world.passSeconds(5);
        assertThat(world.takeCommands()).contains("terminate i-" + claim);
        assertThat(world.decisions).contains(new Decision.NodeTerminating(claim, "Empty"));
    }

    @Test
    void aPodThatComesDuringTheValidationKeepsTheNode() {
        String claim = runningNode("w1", "n1");
        world.passSeconds(100 - world.nowNs() / 1e9);
        loop.observe(new Observation.PodObserved(Given.deleting(runningGpuPod("w1", "n1"), world.nowNs())));
        loop.observe(new Observation.PodGone(runningGpuPod("w1", "n1").key()));
        world.takeCommands();
        world.passSeconds(35);
        loop.observe(new Observation.PodObserved(runningGpuPod("w2", "n1")));
        world.passSeconds(60);
        assertThat(world.takeCommands()).doesNotContain("delete claim " + claim);
        assertThat(world.decisions).anyMatch(Decision.DisruptionAbandoned.class::isInstance);
    }

    @Test
    void aNewTemplateReplacesTheClaimsOfTheOldOneAndEachGoesWithinASecondOfItsReplacement() {
        String claim = runningNode("w1", "n1");
        world.launches.clear();
        NodePool old = pool("gpu", whenEmptyAfterSeconds(30), 10 * Given.HOUR_NS);
        loop.observe(new Observation.NodePoolObserved(withAnnotations(old, Labels.of("revision", "2"))));
        world.passSeconds(11);
        String replacement = onlyLaunch().nodeClaim();
        answerLaunch(replacement);
        NodeClaim launched = world.claims.get(replacement);
        world.takeCommands();
        world.passSeconds(1);
        loop.observe(new Observation.NodeObserved(Given.registering(launched, "n2", true)));
        assertThat(world.takeCommands()).doesNotContain("delete claim " + claim);
        world.passSeconds(2);
        assertThat(world.takeCommands()).contains("delete claim " + claim);
        assertThat(world.decisions).contains(new Decision.NodeTerminating(claim, "Drifted"));
    }

    private static NodePool withAnnotations(NodePool pool, Labels annotations) {
        NodePool.Template template = pool.template();
        return new NodePool(
                pool.meta(),
                new NodePool.Template(
                        template.labels(),
                        annotations,
                        template.requirements(),
                        template.taints(),
                        template.startupTaints(),
                        template.nodeClassRef(),
                        template.expireAfterNs(),
                        template.terminationGracePeriodNs()),
                pool.disruption(),
                pool.limits(),
                pool.nodeLimit(),
                pool.weight(),
                pool.replicas());
    }

    private CloudProvider.LaunchRequest onlyLaunch() {
        assertThat(world.launches).hasSize(1);
        return world.launches.values().iterator().next();
    }

    private String launchFor(String pod) {
        loop.observe(new Observation.PodObserved(pendingGpuPod(pod)));
        world.passSeconds(1);
        String claim = onlyLaunch().nodeClaim();
        answerLaunch(claim);
        return claim;
    }

    private void answerLaunch(String claim) {
        loop.observe(new Observation.Launched(
                claim,
                "i-" + claim,
                new Observation.Offer("g4dn.xlarge", "a", WellKnown.SPOT, 300_000),
                Labels.of(Map.of(
                        WellKnown.INSTANCE_TYPE, "g4dn.xlarge",
                        WellKnown.ZONE, "a",
                        WellKnown.CAPACITY_TYPE, WellKnown.SPOT)),
                g4dn.capacity(),
                g4dn.allocatable()));
    }

    /** A node that is up, with a worker on it. */
    private String runningNode(String pod, String nodeName) {
        String claim = launchFor(pod);
        NodeClaim launched = world.claims.get(claim);
        loop.observe(new Observation.NodeObserved(Given.registering(launched, nodeName, true)));
        world.passSeconds(1);
        loop.observe(new Observation.PodObserved(runningGpuPod(pod, nodeName)));
        assertThat(world.claims.get(claim).initialized()).isTrue();
        return claim;
    }
}
