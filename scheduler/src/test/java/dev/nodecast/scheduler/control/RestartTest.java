package dev.nodecast.scheduler.control;

import static dev.nodecast.scheduler.control.Given.gpuType;
import static dev.nodecast.scheduler.control.Given.pendingGpuPod;
import static dev.nodecast.scheduler.control.Given.pool;
import static dev.nodecast.scheduler.control.Given.whenEmptyAfterSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider.Override;
import dev.nodecast.scheduler.port.Observation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a loop does that begins in a cluster where another has ended, at any moment of its work. */
class RestartTest {

    private final ScriptedWorld before = new ScriptedWorld();
    private final ScriptedWorld world = new ScriptedWorld();
    private final InstanceType g4dn = gpuType("g4dn.xlarge", 300_000, 650_000);
    private final InstanceType g5 = gpuType("g5.xlarge", 500_000, 1_240_000);

    /** A claim as the first loop made it, for one pod. */
    private NodeClaim claimOfTheFirstLoop() {
        before.types = List.of(g4dn, g5);
        world.types = before.types;
        ControlLoop first = new ControlLoop(before.ports(), Settings.defaults());
        first.observe(new Observation.NodePoolObserved(pool("gpu", whenEmptyAfterSeconds(30), 10 * Given.HOUR_NS)));
        first.observe(new Observation.PodObserved(pendingGpuPod("w1")));
        before.passSeconds(1);
        NodeClaim claim = before.claims.values().iterator().next();
        world.claims.put(claim.name(), claim);
        return claim;
    }

    private ControlLoop secondLoop() {
        ControlLoop second = new ControlLoop(
                world.ports(),
                new Settings(
                        Settings.defaults().batch(),
                        Settings.defaults().solver(),
                        Settings.defaults().disruption(),
                        Settings.defaults().consolidation(),
                        Settings.defaults().autoscaling(),
                        7));
        second.observe(new Observation.NodePoolObserved(pool("gpu", whenEmptyAfterSeconds(30), 10 * Given.HOUR_NS)));
        return second;
    }

    @Test
    void aClaimThatWasNotLaunchedYetIsLaunchedAsItAsks() {
        NodeClaim left = claimOfTheFirstLoop();
        List<Override> asked = before.launches.get(left.name()).overrides();

        ControlLoop second = secondLoop();
        second.observe(new Observation.PodObserved(pendingGpuPod("w1")));
        second.observe(new Observation.NodeClaimObserved(left));
        second.start();
        world.passSeconds(30);

        assertThat(world.launches).containsOnlyKeys(left.name());
        assertThat(world.launches.get(left.name()).overrides()).isEqualTo(asked);
    }

    @Test
    void aClaimWhosePoolIsGoneIsGivenUp() {
        NodeClaim left = claimOfTheFirstLoop();

        ControlLoop second = new ControlLoop(world.ports(), Settings.defaults());
        second.observe(new Observation.NodeClaimObserved(left));
        second.start();
        world.passSeconds(1);

        assertThat(world.launches).isEmpty();
        assertThat(world.claims).doesNotContainKey(left.name());
    }

    @Test
    void aNodeThatCameWhileNobodyWatchedIsRegisteredWhicheverIsSeenFirst() {
        NodeClaim left = launched(claimOfTheFirstLoop());

        ControlLoop second = secondLoop();
        second.observe(new Observation.NodeObserved(Given.registering(left, "n1", true)));
        second.observe(new Observation.NodeClaimObserved(left));

        assertThat(world.claims.get(left.name()).registered()).isTrue();
    }

    @Test
    void aNodeThatWasNotToldYetWhatItsClaimSaysIsToldNow() {
        NodeClaim left = launched(claimOfTheFirstLoop());
        NodeClaim complete = left.withStatus(left.status().registeredAs("n1", 0).initializedAt(0));

        ControlLoop second = secondLoop();
        second.observe(new Observation.NodeObserved(Given.registering(left, "n1", true)));
        second.observe(new Observation.NodeClaimObserved(complete));

        Node told = second.state().ofNode("n1").node();
        assertThat(told.hasTaint(WellKnown.UNREGISTERED)).isFalse();
        assertThat(told.meta().labels().byKey())
                .containsEntry(WellKnown.REGISTERED, "true")
                .containsEntry(WellKnown.INITIALIZED, "true");
    }

    @Test
    void theMarkOfADisruptionThatWasNotCarriedOutIsTakenBack() {
        NodeClaim left = launched(claimOfTheFirstLoop());
        Node marked = Given.registering(left, "n1", true);
        List<Taint> taints = new ArrayList<>(marked.taints());
        taints.add(WellKnown.DISRUPTED);

        ControlLoop second = secondLoop();
        second.observe(new Observation.NodeClaimObserved(left));
        second.observe(new Observation.NodeObserved(marked.withTaints(taints)));
        assertThat(second.state().ofNode("n1").node().hasTaint(WellKnown.DISRUPTED))
                .isTrue();
        second.start();

        assertThat(second.state().ofNode("n1").node().hasTaint(WellKnown.DISRUPTED))
                .isFalse();
    }

    @Test
    void aClaimThatWasEndingGoesOnEndingAfterItsNodeWasDrained() {
        NodeClaim left = launched(claimOfTheFirstLoop());
        NodeClaim registered = left.withStatus(left.status().registeredAs("n1", 0));
        NodeClaim ending = registered.withMeta(registered.meta().deletedAt(0));

        ControlLoop second = secondLoop();
        second.observe(new Observation.NodeObserved(Given.registering(left, "n1", true)));
        second.observe(new Observation.NodeClaimObserved(ending));
        second.start();
        world.passSeconds(4);
        assertThat(world.terminated()).isEmpty();
        world.passSeconds(2);
        assertThat(world.terminated()).containsExactly(left.status().providerId());
    }

    private NodeClaim launched(NodeClaim claim) {
        return claim.withStatus(new NodeClaim.Status(
                "fake:///1", "", g4dn.capacity(), g4dn.allocatable(), 0L, null, null, null, null, null, null));
    }
}
