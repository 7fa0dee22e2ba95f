package dev.nodecast.aws.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.kubernetes.FakeApi.Answer;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the loop is told of claims, and what of them is written. */
class ClaimBookTest {

    private static final NodeClaim CLAIM = NodeClaimFormTest.claim();
    private static final String PATH = "/apis/karpenter.sh/v1/nodeclaims";
    private static final String OF_CLAIM = PATH + "/gpu-abc12";

    private final Desk desk = new Desk();
    private final List<String> events = new ArrayList<>();
    private final ClaimBook book = new ClaimBook(desk.outbox, desk, desk.told::add, new ClaimBook.ClaimEvents() {
        @Override
        public void changed(
                NodeClaim claim,
                String uid,
                ClaimConditions.@Nullable Condition before,
                ClaimConditions.Condition now) {
            events.add(now.type() + "=" + now.status());
        }

        @Override
        public void graceEnds(NodeClaim claim) {
            events.add("grace ends");
        }
    });

    @BeforeEach
    void theServerTakesEverything() {
        desk.answers(_ -> answer(200, 5));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private Answer answer(int code, long version) {
        return new Answer(code, desk.json(Desk.form(NodeClaimForm.of(CLAIM), "uid-1", version)));
    }

    private static Change change(@Nullable NodeClaim claim, long version) {
        return new Change(
                WatchedKind.NODE_CLAIM, new ObjectKey("", CLAIM.name()), "uid-1", version, claim, Change.Extras.NONE);
    }

    @Test
    void aClaimIsLaunchedOnlyOnceTheApiHasIt() throws InterruptedException {
        List<String> order = new ArrayList<>();
        book.create(CLAIM);
        book.whenCreated(CLAIM.name(), () -> order.addAll(desk.requests()));
        desk.settle();

        assertThat(order).startsWith("POST " + PATH);
        assertThat(book.uid(CLAIM.name())).isEqualTo("uid-1");
        assertThat(desk.told).isEmpty();
    }

    @Test
    void oneThatIsThereAlreadyIsTakenForTheOneThatWasMade() throws InterruptedException {
        desk.answers(asked -> asked.method().equals("POST") ? new Answer(409, "{}") : answer(200, 7));
        List<String> launched = new ArrayList<>();
        book.create(CLAIM);
        book.whenCreated(CLAIM.name(), () -> launched.add(CLAIM.name()));
        desk.settle();

        assertThat(desk.requests()).startsWith("POST " + PATH, "GET " + OF_CLAIM);
        assertThat(launched).containsExactly(CLAIM.name());
        assertThat(book.uid(CLAIM.name())).isEqualTo("uid-1");
    }

    @Test
    void aClaimThatTheApiRefusesIsNotLaunchedAndSaidToHaveFailed() throws InterruptedException {
        desk.answers(_ -> new Answer(403, "{\"message\": \"nodeclaims is forbidden\"}"));
        List<String> launched = new ArrayList<>();
        book.create(CLAIM);
        book.whenCreated(CLAIM.name(), () -> launched.add(CLAIM.name()));
        desk.settle();

        assertThat(launched).isEmpty();
        assertThat(desk.told)
                .containsExactly(new Observation.LaunchFailed(
                        CLAIM.name(), "the NodeClaim could not be created: nodeclaims is forbidden", List.of()));
    }

    @Test
    void whatIsThereWhenItBeginsIsTold() {
        book.seen(change(CLAIM, 3));

        assertThat(desk.told).containsExactly(new Observation.NodeClaimObserved(CLAIM));
    }

    @Test
    void ourOwnWritesAndWhatIsOlderAreNoNews() throws InterruptedException {
        book.create(CLAIM);
        book.seen(change(labelled("other", "1"), 4));
        desk.settle();
        book.seen(change(labelled("older", "1"), 4));

        assertThat(desk.told).isEmpty();
    }

    @Test
    void aLabelThatSomebodyElsePutOnItIsTold() throws InterruptedException {
        book.create(CLAIM);
        desk.settle();

        book.seen(change(labelled("team", "ml"), 9));

        assertThat(desk.told).hasSize(1);
        assertThat(((Observation.NodeClaimObserved) desk.told.getFirst())
                        .claim()
                        .meta()
                        .labels()
                        .get("team"))
                .isEqualTo("ml");
    }

    private static NodeClaim labelled(String key, String value) {
        return CLAIM.withMeta(CLAIM.meta().withLabels(CLAIM.meta().labels().plus(Labels.of(Map.of(key, value)))));
    }

    @Test
    void oneThatSomebodyElseDeletesOrTakesAwayIsToldAsBeingDeleted() {
        book.seen(change(CLAIM, 3));
        desk.told.clear();

        book.seen(change(CLAIM.withMeta(CLAIM.meta().deletedAt(1)), 4));
        assertThat(desk.told).hasSize(1).allMatch(ClaimBookTest::deleting);

        book.seen(change(null, 5));
        assertThat(desk.told).as("that it is gone is no news: it was ending").hasSize(1);
    }

    @Test
    void oneWhoseFinalizerIsTakenOffStillHasAnInstanceToEnd() {
        book.seen(change(CLAIM, 3));
        desk.told.clear();

        book.seen(change(null, 4));

        assertThat(desk.told).hasSize(1).allMatch(ClaimBookTest::deleting);
    }

    private static boolean deleting(Observation observation) {
        return observation instanceof Observation.NodeClaimObserved(NodeClaim claim)
                && claim.meta().deleting();
    }

    @Test
    void aStatusIsWrittenOnceAndOnlyWhatIsNewOfLabelsAndAnnotations() throws InterruptedException {
        book.create(CLAIM);
        desk.settle();
        int before = desk.asked.size();
        NodeClaim annotated = CLAIM.withMeta(CLAIM.meta()
                .withAnnotations(
                        CLAIM.meta().annotations().with(WellKnown.TERMINATION_TIMESTAMP, "2026-10-01T00:00:00Z")));
        book.update(annotated);
        book.update(annotated);
        desk.settle();

        assertThat(desk.asked.subList(before, desk.asked.size()))
                .hasSize(1)
                .allMatch(asked -> asked.method().equals("PATCH")
                        && asked.path().equals(OF_CLAIM)
                        && asked.body().contains(WellKnown.TERMINATION_TIMESTAMP)
                        && !asked.body().contains("nodepool-hash"));
        assertThat(events).contains("grace ends");
    }

    @Test
    void aClaimThatIsLetGoOfLosesOurFinalizerOnly() throws InterruptedException {
        book.create(CLAIM);
        desk.settle();
        desk.answers(_ -> new Answer(
                200,
                desk.json(Map.of(
                        "apiVersion",
                        "karpenter.sh/v1",
                        "kind",
                        "NodeClaim",
                        "metadata",
                        Map.of(
                                "name",
                                CLAIM.name(),
                                "uid",
                                "uid-1",
                                "resourceVersion",
                                "9",
                                "finalizers",
                                List.of("karpenter.sh/termination", "others/finalizer")),
                        "spec",
                        NodeClaimForm.of(CLAIM).get("spec")))));
        book.release(CLAIM.name());
        desk.settle();

        assertThat(desk.asked.getLast().method()).isEqualTo("PATCH");
        assertThat(desk.asked.getLast().body()).contains("others/finalizer").doesNotContain("karpenter.sh/termination");
    }
}
