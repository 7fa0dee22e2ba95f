package dev.nodecast.aws.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.kubernetes.ClaimConditions.Aspects;
import dev.nodecast.aws.kubernetes.ClaimConditions.Condition;
import dev.nodecast.scheduler.lifecycle.Initialization;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Resources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of a claim on its way, in Karpenter's words. */
class ClaimConditionsTest {

    private static final long SECOND_NS = 1_000_000_000L;

    private static NodeClaim claim(@Nullable Long registered, @Nullable Long initialized, @Nullable Long terminating) {
        return NodeClaimFormTest.claim()
                .withStatus(new NodeClaim.Status(
                        "kwok://x",
                        registered == null ? "" : "x",
                        Resources.NONE,
                        Resources.NONE,
                        SECOND_NS,
                        registered,
                        initialized,
                        null,
                        null,
                        null,
                        terminating));
    }

    private static SequencedMap<String, Condition> of(NodeClaim claim, Aspects aspects) {
        return ClaimConditions.of(claim, aspects, new LinkedHashMap<>(), 9 * SECOND_NS);
    }

    @Test
    void aLaunchedClaimIsNotReadyAndSaysWhatItWaitsFor() {
        SequencedMap<String, Condition> conditions = of(claim(null, null, null), Aspects.NONE);
        assertThat(conditions.get("Launched"))
                .isEqualTo(new Condition("Launched", "True", "Launched", "", "1970-01-01T00:00:01Z"));
        assertThat(conditions.get("Ready").status()).isEqualTo("Unknown");
        assertThat(conditions.get("Ready").message()).isEqualTo("Registered=Unknown, Initialized=Unknown");
        assertThat(conditions).doesNotContainKeys("Consolidatable", "Drifted", "Drained");
    }

    @Test
    void anInitialisedClaimIsReady() {
        NodeClaim claim = claim(2 * SECOND_NS, 3 * SECOND_NS, null);
        assertThat(of(claim, new Aspects(true, "NodePoolDrifted", null)).keySet())
                .containsExactly("Launched", "Registered", "Initialized", "Consolidatable", "Drifted", "Ready");
        assertThat(of(claim, Aspects.NONE).get("Ready").status()).isEqualTo("True");
    }

    @Test
    void anEndingClaimIsDrainedBeforeItsInstanceEnds() {
        NodeClaim draining = claim(2 * SECOND_NS, 3 * SECOND_NS, null);
        draining = draining.withMeta(draining.meta().deletedAt(4 * SECOND_NS));
        assertThat(of(draining, Aspects.NONE).get("Drained").reason()).isEqualTo("Draining");
        NodeClaim ending = claim(2 * SECOND_NS, 3 * SECOND_NS, 8 * SECOND_NS);
        assertThat(of(ending, Aspects.NONE).get("InstanceTerminating").status()).isEqualTo("True");
    }

    @Test
    void anInstanceWhoseVolumesAreWaitedForIsNotTerminatingYet() {
        NodeClaim ending = claim(2 * SECOND_NS, 3 * SECOND_NS, 8 * SECOND_NS);

        SequencedMap<String, Condition> waiting = of(ending, Aspects.NONE.with(Detachments.State.AWAITED));
        assertThat(waiting.get("Drained").status()).isEqualTo("True");
        assertThat(waiting.get("VolumesDetached").status()).isEqualTo("Unknown");
        assertThat(waiting.get("VolumesDetached").reason()).isEqualTo("AwaitingVolumeDetachment");
        assertThat(waiting).doesNotContainKey("InstanceTerminating");

        SequencedMap<String, Condition> givenUp = of(ending, Aspects.NONE.with(Detachments.State.GIVEN_UP));
        assertThat(givenUp.get("VolumesDetached").status()).isEqualTo("False");
        assertThat(givenUp.get("VolumesDetached").reason()).isEqualTo("TerminationGracePeriodElapsed");
        assertThat(givenUp.get("InstanceTerminating").status()).isEqualTo("True");
    }

    @Test
    void eachStepSaysWhatItWaitsFor() {
        NodeClaim registered = claim(2 * SECOND_NS, null, null);
        Initialization missing = new Initialization("ResourceNotRegistered", "Resource \"nvidia.com/gpu\" is missing");

        assertThat(of(claim(null, null, null), Aspects.NONE).get("Registered").reason())
                .isEqualTo("NodeNotFound");
        assertThat(of(claim(null, null, null), Aspects.NONE).get("Initialized").reason())
                .isEqualTo("AwaitingReconciliation");
        assertThat(of(registered, Aspects.NONE.ofNode(missing, Consistency.FOUND))
                        .get("Initialized"))
                .isEqualTo(new Condition(
                        "Initialized",
                        "Unknown",
                        "ResourceNotRegistered",
                        "Resource \"nvidia.com/gpu\" is missing",
                        "1970-01-01T00:00:09Z"));
        assertThat(of(NodeClaimFormTest.claim(), Aspects.NONE).get("Launched").reason())
                .isEqualTo("AwaitingReconciliation");
    }

    @Test
    void aNodeThatHasLessThanWasPromisedIsSaidToBeInconsistent() {
        NodeClaim claim = NodeClaimFormTest.claim();
        NodeClaim initialized = claim.withStatus(new NodeClaim.Status(
                "kwok://x",
                "x",
                Resources.of(Map.of("cpu", 4_000L, "memory", 16L << 30, "nvidia.com/gpu", 1L)),
                Resources.NONE,
                1L,
                2L,
                3L,
                null,
                null,
                null,
                null));
        Node node = new Node(
                ObjectMeta.named("x"),
                "kwok://x",
                List.of(),
                false,
                Resources.of(Map.of("cpu", 3_600L, "memory", 8L << 30, "nvidia.com/gpu", 1L)),
                Resources.NONE,
                true);

        List<String> issues = Consistency.issues(initialized, node);

        assertThat(issues).containsExactly("expected 16Gi of resource memory, but found 8Gi (50.0% of expected)");
        Condition condition = of(initialized, Aspects.NONE.ofNode(null, Consistency.of(issues)))
                .get("ConsistentStateFound");
        assertThat(condition.status()).isEqualTo("False");
        assertThat(condition.reason()).isEqualTo("ConsistencyCheckFailed");
        assertThat(Consistency.issues(claim, node))
                .as("not before it is initialised")
                .isEmpty();
    }

    @Test
    void whatConditionsTellOfIsReadBackFromThem() {
        NodeClaim claim = claim(2 * SECOND_NS, 3 * SECOND_NS, null);
        Aspects aspects = new Aspects(true, "NodePoolDrifted", "Drifted");
        assertThat(Aspects.of(of(claim, aspects))).isEqualTo(aspects);
        assertThat(Aspects.of(of(claim, Aspects.NONE))).isEqualTo(Aspects.NONE);
    }

    @Test
    void aConditionThatStaysAsItIsKeepsTheTimeOfItsChange() {
        NodeClaim claim = claim(2 * SECOND_NS, 3 * SECOND_NS, null);
        SequencedMap<String, Condition> first = of(claim, new Aspects(true, null, null));
        SequencedMap<String, Condition> later =
                ClaimConditions.of(claim, new Aspects(true, null, null), first, 99 * SECOND_NS);
        assertThat(later).isEqualTo(first);
    }
}
