package dev.nodecast.aws.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.kubernetes.ObjectEvent;
import dev.nodecast.aws.kubernetes.RegistrationHealth;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.port.Observation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which events tell of which decisions, in Karpenter's words. */
class ObjectNotesTest {

    private static final ObjectKey POD = new ObjectKey("prod", "p");

    private final List<ObjectEvent> events = new ArrayList<>();
    private final List<String> disrupted = new ArrayList<>();
    private final List<Note.BufferPlanned> buffers = new ArrayList<>();
    private final ObjectNotes notes = new ObjectNotes(
            ObjectNotesTest::claim,
            new ObjectNotes.Outlets(
                    events::add,
                    (claim, why) -> disrupted.add(claim + " " + why),
                    new RegistrationHealth(),
                    buffers::add));

    private static NodeClaim claim(String name) {
        return NamedClaim.of(
                name,
                new NodeClaim.Status(
                        "x", "node-" + name, Resources.NONE, Resources.NONE, 1L, 1L, 1L, null, null, null, null));
    }

    private List<String> said() {
        return events.stream()
                .map(event -> event.on() + " " + event.key().name() + " " + (event.warning() ? "Warning " : "Normal ")
                        + event.reason() + ": " + event.message())
                .toList();
    }

    @Test
    void aPodIsToldWhereItsPlaceIs() {
        notes.note(0, new Note.Nominated(POD, "c1", "n1"));
        notes.note(0, new Note.Nominated(POD, "c2", null));

        assertThat(said())
                .containsExactly(
                        "POD p Normal Nominated: Pod should schedule on: nodeclaim/c1, node/n1",
                        "POD p Normal Nominated: Pod should schedule on: nodeclaim/c2");
    }

    @Test
    void aPodIsToldWhyItWaitsEveryFiveMinutes() {
        notes.note(0, new Note.Unschedulable(POD, "no room"));

        assertThat(said()).containsExactly("POD p Warning FailedScheduling: Failed to schedule pod, no room");
        assertThat(events.getFirst().quietFor()).hasMinutes(5);
    }

    @Test
    void aRefusedLaunchSaysWhetherCapacityWasMissing() {
        notes.observed(new Observation.LaunchFailed(
                "c1", "all full", List.of(new Observation.Offer("g5.xlarge", "a", "spot", 1))));
        notes.record(0, new Decision.LaunchFailed("c1", "all full"));
        notes.observed(new Observation.LaunchFailed("c2", "UnauthorizedOperation", List.of()));
        notes.record(0, new Decision.LaunchFailed("c2", "UnauthorizedOperation"));

        assertThat(said())
                .containsExactly(
                        "NODE_CLAIM c1 Warning InsufficientCapacityError: NodeClaim c1 event: all full",
                        "NODE_CLAIM c2 Warning LaunchFailed: NodeClaim c2 event: UnauthorizedOperation");
    }

    @Test
    void aDisruptionLaunchesWaitsAndTerminates() {
        notes.record(
                0, new Decision.Disrupt("single-node", "Underutilized", List.of("old"), List.of("new"), 1, "cheaper"));
        notes.record(0, new Decision.NodeTerminating("old", "Underutilized"));

        assertThat(disrupted).containsExactly("old Underutilized");
        assertThat(said())
                .containsExactly(
                        "NODE_CLAIM new Normal DisruptionLaunching: Launching NodeClaim: Underutilized",
                        "NODE_CLAIM new Normal DisruptionWaitingReadiness: Waiting on readiness to continue disruption",
                        "NODE_CLAIM old Normal DisruptionTerminating: Disrupting NodeClaim: Underutilized",
                        "NODE node-old Normal DisruptionTerminating: Disrupting Node: Underutilized");
    }

    @Test
    void aDisruptionThatIsGivenUpIsTakenBack() {
        notes.record(0, new Decision.DisruptionAbandoned(List.of("old"), "why"));

        assertThat(disrupted).containsExactly("old null");
    }

    @Test
    void anInterruptionIsSaidOnClaimAndNode() {
        notes.record(0, new Decision.InterruptionReceived("c1", "SPOT_INTERRUPTION"));
        notes.record(0, new Decision.NodeTerminating("c1", "Interrupted"));

        assertThat(said())
                .containsExactly(
                        "NODE_CLAIM c1 Warning SpotInterrupted: Spot interruption warning was triggered",
                        "NODE node-c1 Warning SpotInterrupted: Spot interruption warning was triggered",
                        "NODE_CLAIM c1 Warning TerminatingOnInterruption: Interruption triggered termination for the"
                                + " NodeClaim",
                        "NODE node-c1 Warning TerminatingOnInterruption: Interruption triggered termination for the"
                                + " Node");
    }

    @Test
    void everyKindOfInterruptionHasAReason() {
        for (Observation.Interruption.Kind kind : Observation.Interruption.Kind.values()) {
            notes.record(0, new Decision.InterruptionReceived("c1", kind.name()));
        }

        assertThat(events)
                .extracting(ObjectEvent::reason)
                .contains(
                        "SpotInterrupted",
                        "SpotRebalanceRecommendation",
                        "InstanceUnhealthy",
                        "InstanceStopping",
                        "InstanceTerminating");
        assertThat(events).hasSize(2 * Observation.Interruption.Kind.values().length);
    }

    @Test
    void aConsolidationThatWaitsToBeLookedAtAgainNamesWhatItSaves() {
        notes.note(0, new Note.ConsolidationFound("multi-node", List.of("a", "b"), 1, 123_400));

        assertThat(said())
                .contains("NODE_CLAIM a Normal ConsolidationCandidate: Consolidation candidate: replace: [node-a] (part"
                        + " of 2-node consolidation) (savings: $0.12)");
        assertThat(events).hasSize(4);
    }

    @Test
    void aPoolSaysOnceAMinuteThatNoneOfItsTypesWillDo() {
        notes.note(0, new Note.NoInstanceTypes("gpu", false));
        notes.note(0, new Note.NoInstanceTypes("gpu", true));

        assertThat(said())
                .containsExactly(
                        "NODE_POOL gpu Warning NoCompatibleInstanceTypes: NodePool requirements filtered out all"
                                + " compatible available instance types",
                        "NODE_POOL gpu Warning NoCompatibleInstanceTypes: NodePool requirements filtered out all"
                                + " compatible available instance types due to minValues incompatibility");
        assertThat(events).allMatch(event -> event.quietFor().toMinutes() == 1);
    }

    @Test
    void aMoveThatIsWorthItIsToldOfOnItsNodeOrOnThePoolOfSeveral() {
        notes.note(0, new Note.ConsolidationApproved("gpu", List.of("a"), 0.3, 0.125, 2));
        notes.note(0, new Note.ConsolidationApproved("gpu", List.of("a", "b"), 0.3, 0.5, 2));

        assertThat(said())
                .containsExactly(
                        "NODE_CLAIM a Normal ConsolidationApproved: score 2.40 >= threshold 0.50 (k: 2, savings 30.0%,"
                                + " disruption 12.5%)",
                        "NODE node-a Normal ConsolidationApproved: score 2.40 >= threshold 0.50 (k: 2, savings 30.0%,"
                                + " disruption 12.5%)",
                        "NODE_POOL gpu Normal ConsolidationApproved: score 0.60 >= threshold 0.50 (k: 2, savings 30.0%,"
                                + " disruption 50.0%)");
    }

    @Test
    void thePlanOfABufferIsPassedOnToItsStatus() {
        Note.BufferPlanned plan = new Note.BufferPlanned(POD, new Note.BufferPlanned.Chunks(1, 2, 3));
        notes.note(0, plan);

        assertThat(buffers).containsExactly(plan);
        assertThat(events).isEmpty();
    }

    @Test
    void aConsolidationThatDoesNotHoldAnyMoreIsRejected() {
        Note.ConsolidationFound found = new Note.ConsolidationFound("single-node", List.of("a"), 0, 2_000_000);
        notes.note(0, new Note.ConsolidationRejected(found, "the cluster changed"));

        assertThat(said())
                .containsExactly(
                        "NODE_CLAIM a Normal ConsolidationRejected: Consolidation rejected: delete: [node-a], reason: the"
                                + " cluster changed (savings: $2.00)",
                        "NODE node-a Normal ConsolidationRejected: Consolidation rejected: delete: [node-a], reason: the"
                                + " cluster changed (savings: $2.00)");
    }
}
