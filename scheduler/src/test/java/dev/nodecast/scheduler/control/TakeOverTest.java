package dev.nodecast.scheduler.control;

import static dev.nodecast.scheduler.control.Given.pendingGpuPod;
import static dev.nodecast.scheduler.control.Given.pool;
import static dev.nodecast.scheduler.control.Given.whenEmptyAfterSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.lifecycle.NodePoolHash;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Observation;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of claims that another controller, or another version of one, has made. */
class TakeOverTest {

    private static final NodePool POOL = pool("gpu", whenEmptyAfterSeconds(30), 10 * Given.HOUR_NS);

    private final ScriptedWorld world = new ScriptedWorld();
    private final ControlLoop loop = new ControlLoop(world.ports(), Settings.defaults());
    private NodeClaim made = someClaim();

    /** A claim as a loop makes it. */
    private static NodeClaim someClaim() {
        ScriptedWorld before = new ScriptedWorld();
        before.types = List.of(Given.gpuType("g4dn.xlarge", 300_000, 650_000));
        ControlLoop first = new ControlLoop(before.ports(), Settings.defaults());
        first.observe(new Observation.NodePoolObserved(POOL));
        first.observe(new Observation.PodObserved(pendingGpuPod("w1")));
        before.passSeconds(1);
        return before.claims.values().iterator().next();
    }

    @BeforeEach
    void aPool() {
        loop.observe(new Observation.NodePoolObserved(POOL));
    }

    private Labels marksOf(String hash, String version) {
        return made.meta()
                .annotations()
                .plus(Labels.of(Map.of(WellKnown.NODE_POOL_HASH, hash, WellKnown.NODE_POOL_HASH_VERSION, version)));
    }

    private Labels afterObserving(NodeClaim claim) {
        world.claims.put(claim.name(), claim);
        loop.observe(new Observation.NodeClaimObserved(claim));
        return world.claims.get(claim.name()).meta().annotations();
    }

    @Test
    void aMarkOfAnotherVersionIsReplacedByThatOfThePoolAsItIs() {
        Labels after = afterObserving(made.withMeta(made.meta().withAnnotations(marksOf("123", "v2"))));

        assertThat(after.get(WellKnown.NODE_POOL_HASH))
                .isEqualTo(made.meta().annotations().get(WellKnown.NODE_POOL_HASH));
        assertThat(after.get(WellKnown.NODE_POOL_HASH_VERSION)).isEqualTo(NodePoolHash.VERSION);
    }

    @Test
    void aClaimThatHasDriftedStaysDrifted() {
        NodeClaim drifted = made.withMeta(made.meta().withAnnotations(marksOf("123", "v2")))
                .withStatus(made.status().cloudDrifted(null, 5L));

        Labels after = afterObserving(drifted);

        assertThat(after.get(WellKnown.NODE_POOL_HASH)).isEqualTo("123");
        assertThat(after.get(WellKnown.NODE_POOL_HASH_VERSION)).isEqualTo(NodePoolHash.VERSION);
    }

    @Test
    void aMarkOfThisVersionIsLeftAlone() {
        Labels after = afterObserving(made.withMeta(made.meta().withAnnotations(marksOf("123", NodePoolHash.VERSION))));

        assertThat(after.get(WellKnown.NODE_POOL_HASH)).isEqualTo("123");
    }

    @Test
    void aPoolKeepsTheMarkThatSaysTheSameOfItWithEmptyPartsStated() {
        NodePool stated = NodePoolHash.marked(POOL, EnumSet.of(NodePoolHash.Part.TAINTS, NodePoolHash.Part.LABELS));
        NodePool plain = NodePoolHash.marked(POOL);

        assertThat(hash(stated)).isNotEqualTo(hash(plain));
        assertThat(hash(NodePoolHash.marked(stated))).isEqualTo(hash(stated));
    }

    @Test
    void aPoolWhoseTemplateHasChangedLosesItsOldMark() {
        NodePool old = NodePoolHash.marked(POOL);
        NodePool changed = pool("gpu", whenEmptyAfterSeconds(30), 20 * Given.HOUR_NS);
        NodePool bearing =
                new NodePool(old.meta(), changed.template(), old.disruption(), old.limits(), null, old.weight(), null);

        assertThat(hash(NodePoolHash.marked(bearing))).isEqualTo(hash(NodePoolHash.marked(changed)));
        assertThat(hash(NodePoolHash.marked(bearing))).isNotEqualTo(hash(old));
    }

    private static String hash(NodePool pool) {
        return pool.meta().annotations().get(WellKnown.NODE_POOL_HASH);
    }

    @Test
    void theEndOfAGracePeriodIsWrittenOnTheClaimAndHoldsAfterARestart() {
        NodeClaim graceful = new NodeClaim(
                made.meta(),
                made.requirements(),
                made.taints(),
                made.startupTaints(),
                made.requests(),
                made.nodeClassRef(),
                null,
                600 * ScriptedWorld.SECOND_NS,
                made.status());
        NodeClaim deleted = graceful.withMeta(graceful.meta().deletedAt(0));

        Labels written = afterObserving(deleted);
        assertThat(written.get(WellKnown.TERMINATION_TIMESTAMP))
                .isEqualTo(world.origin().plusSeconds(600).toString());

        ScriptedWorld later = new ScriptedWorld();
        later.passSeconds(590);
        ControlLoop second = new ControlLoop(later.ports(), Settings.defaults());
        NodeClaim left = launched(deleted.withMeta(deleted.meta().withAnnotations(written)));
        later.claims.put(left.name(), left);
        second.observe(new Observation.NodePoolObserved(POOL));
        second.observe(new Observation.NodeObserved(Given.registering(left, "n1", true)));
        second.observe(new Observation.PodObserved(Given.runningGpuPod("w1", "n1")));
        second.observe(new Observation.NodeClaimObserved(left));
        later.takeCommands();
        later.passSeconds(9);
        assertThat(later.takeCommands()).doesNotContain("terminate i-" + left.name());
        later.passSeconds(2);
        assertThat(later.takeCommands()).contains("terminate i-" + left.name());
    }

    private static NodeClaim launched(NodeClaim claim) {
        return claim.withStatus(new NodeClaim.Status(
                "i-" + claim.name(),
                "n1",
                claim.status().capacity(),
                claim.status().allocatable(),
                0L,
                0L,
                0L,
                null,
                null,
                null,
                null));
    }
}
