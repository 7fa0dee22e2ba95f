package dev.nodecast.scenarios.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scenarios.trajectory.Onlooker.Seen;
import dev.nodecast.scenarios.trajectory.Recording.DecisionLine;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodeClaim.NodeClassRef;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.port.Observation.Offer;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is told of a live cluster by its objects alone. */
class OnlookerTest {

    private static final Offer OFFER = new Offer("c5.large", "ap-northeast-2a", "on-demand", 96_000);

    private final Onlooker onlooker = new Onlooker();

    private static NodeClaim claim(String name, Long deletedNs) {
        ObjectMeta meta = new ObjectMeta("", name, name, Labels.NONE, Labels.NONE, null, 0, deletedNs);
        return new NodeClaim(
                meta,
                List.of(),
                List.of(),
                List.of(),
                Resources.NONE,
                new NodeClassRef("karpenter.kwok.sh", "KWOKNodeClass", "default"),
                null,
                null,
                NodeClaim.Status.NEW);
    }

    private void launched(String name, long ms) {
        onlooker.claim(claim(name, null), new Seen(null, false, false, false, null), ms);
        onlooker.claim(claim(name, null), new Seen(OFFER, false, false, false, null), ms + 100);
    }

    private void marked(String name, String reason, long ms) {
        onlooker.claim(claim(name, null), new Seen(OFFER, true, false, false, reason), ms);
    }

    private void deleted(String name, String reason, long ms) {
        onlooker.claim(claim(name, 1L), new Seen(OFFER, true, false, false, reason), ms);
        onlooker.claimGone(name, ms + 5_000);
    }

    private Recording recording() {
        try {
            Path folder = Path.of(Objects.requireNonNull(OnlookerTest.class.getResource("balloons/timeline.json"))
                            .toURI())
                    .getParent();
            return onlooker.recording(TrajectoryFolder.read(folder));
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<DecisionLine> disruptions(Recording recording) {
        return recording.decisions().stream()
                .filter(decision -> decision.kind().equals("disruption"))
                .toList();
    }

    @Test
    void claimsThatAreMarkedTogetherAreOneCommand() {
        launched("a", 0);
        launched("b", 10);
        launched("c", 20);
        marked("a", "Empty", 30_000);
        marked("b", "Empty", 30_050);
        deleted("a", "Empty", 30_100);
        deleted("b", "Empty", 30_120);
        marked("c", "Empty", 55_000);
        deleted("c", "Empty", 55_050);

        Recording recording = recording();

        assertThat(disruptions(recording)).extracting(DecisionLine::tMs).containsExactly(30_000L, 55_000L);
        assertThat(disruptions(recording)).extracting(DecisionLine::method).containsOnly("emptiness");
        assertThat(recording.summary().nodeClaimsDeletedByCause()).containsEntry("empty", 3);
        assertThat(recording.summary().nodeClaimsAtEnd()).isZero();
        // 0.1 s to 35.1 s, 0.11 s to 35.12 s, 0.12 s to 60.05 s
        assertThat(recording.summary().instanceSeconds()).isEqualTo(35.0 + 35.01 + 59.93);
    }

    @Test
    void aClaimThatIsKeptUntilAnotherHasComeIsReplaced() {
        launched("old", 0);
        marked("old", "Drifted", 40_000);
        launched("new", 40_030);
        deleted("old", "Drifted", 52_000);

        Recording recording = recording();

        assertThat(recording.summary().launchesReplacement()).isEqualTo(1);
        assertThat(recording.nodeClaims().getLast().replaces()).containsExactly(0);
        assertThat(disruptions(recording)).singleElement().satisfies(command -> {
            assertThat(command.method()).isEqualTo("drift");
            assertThat(command.decision()).isEqualTo("replace");
        });
    }

    @Test
    void aClaimThatComesWhileAnEmptyOneGoesIsNoReplacement() {
        launched("empty", 0);
        marked("empty", "Empty", 40_000);
        deleted("empty", "Empty", 40_050);
        launched("other", 40_500);

        assertThat(recording().summary().launchesReplacement()).isZero();
    }

    @Test
    void whatNobodyMarkedWasDeletedByHand() {
        launched("a", 0);
        deleted("a", null, 10_000);

        assertThat(recording().summary().nodeClaimsDeletedByCause()).containsEntry("manual", 1);
    }
}
