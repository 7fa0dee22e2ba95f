package dev.nodecast.aws.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.kubernetes.FakeApi.Answer;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.NodeCondition;
import dev.nodecast.scheduler.port.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the loop is told of nodes while it changes them. */
class NodeBookTest {

    private final Desk desk = new Desk();
    private final NodeBook book = new NodeBook(desk.outbox, desk.told::add);

    @AfterEach
    void close() {
        desk.close();
    }

    private static Node node(Taint... taints) {
        return new Node(
                ObjectMeta.named("n1"), "kwok://n1", List.of(taints), false, Resources.NONE, Resources.NONE, true);
    }

    private static Change change(Node node, long version) {
        return change(node, version, "True");
    }

    private static Change change(Node node, long version, String ready) {
        Map<String, Object> condition =
                Map.of("type", "Ready", "status", ready, "lastTransitionTime", "2026-10-01T00:00:00Z");
        return new Change(
                WatchedKind.NODE,
                new ObjectKey("", "n1"),
                "uid-1",
                version,
                node,
                new Change.Extras(List.of(), List.of(condition), 0, 0, Set.of(), null));
    }

    private static Change gone() {
        return new Change(WatchedKind.NODE, new ObjectKey("", "n1"), "uid-1", 99, null, Change.Extras.NONE);
    }

    private Answer answer(int code, long version, boolean tainted) {
        Map<String, Object> spec = tainted
                ? Map.of("providerID", "kwok://n1", "taints", NodeClaimForm.taints(List.of(WellKnown.DISRUPTED)))
                : Map.of("providerID", "kwok://n1");
        return new Answer(
                code,
                desk.json(Desk.form(
                        Map.of("apiVersion", "v1", "kind", "Node", "metadata", Map.of("name", "n1"), "spec", spec),
                        "uid-1",
                        version)));
    }

    @Test
    void aHeartbeatIsNoNews() {
        book.seen(change(node(), 1));
        book.seen(change(node(), 2));

        assertThat(desk.told)
                .containsExactly(
                        new Observation.NodeObserved(node()),
                        new Observation.NodeHealthObserved(
                                "n1",
                                List.of(new NodeCondition(
                                        "Ready", NodeCondition.Status.TRUE, 1_790_812_800L * 1_000_000_000L))));
    }

    @Test
    void aConditionThatChangesIsTold() {
        book.seen(change(node(), 1));
        desk.told.clear();
        book.seen(change(node(), 2, "Unknown"));

        assertThat(desk.told).hasSize(1);
        assertThat(((Observation.NodeHealthObserved) desk.told.getFirst())
                        .conditions()
                        .getFirst()
                        .status())
                .isEqualTo(NodeCondition.Status.UNKNOWN);
    }

    @Test
    void whatIsOlderThanOurOwnChangeIsNotTold() throws InterruptedException {
        desk.answers(_ -> answer(200, 5, true));
        book.seen(change(node(), 1));
        desk.told.clear();

        book.update(node(WellKnown.DISRUPTED), null);
        book.seen(change(node(), 2)); // a heartbeat from before the change
        desk.settle();
        book.seen(change(node(), 4));

        assertThat(nodes())
                .as("the taint is never told to be off")
                .allMatch(node -> node.hasTaint(WellKnown.DISRUPTED));
    }

    private List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        desk.told.forEach(observation -> {
            if (observation instanceof Observation.NodeObserved(Node node)) {
                nodes.add(node);
            }
        });
        return nodes;
    }

    @Test
    void whatSomebodyElseDoesAfterOurChangeIsTold() throws InterruptedException {
        desk.answers(_ -> answer(200, 5, true));
        book.seen(change(node(), 1));
        book.update(node(WellKnown.DISRUPTED), null);
        desk.settle();
        desk.told.clear();

        book.seen(change(node(), 6));

        assertThat(nodes()).containsExactly(node());
    }

    @Test
    void aChangeThatMeetsAnotherIsMadeAnewOnTheNodeAsItIs() throws InterruptedException {
        book.seen(change(node(), 1));
        desk.answers(asked -> {
            boolean stale = asked.method().equals("PATCH") && asked.body().contains("\"resourceVersion\":\"1\"");
            return stale
                    ? new Answer(409, "{}")
                    : answer(200, 7, !asked.method().equals("GET"));
        });

        book.update(node(WellKnown.DISRUPTED), null);
        desk.settle();

        assertThat(desk.requests())
                .containsExactly("PATCH /api/v1/nodes/n1", "GET /api/v1/nodes/n1", "PATCH /api/v1/nodes/n1");
        assertThat(desk.asked.getLast().body()).contains("\"resourceVersion\":\"7\"");
    }

    @Test
    void aNodeThatIsGoneIsToldAndOneThatWeDeleteIsNotToldOfAgain() throws InterruptedException {
        book.seen(change(node(), 1));
        book.delete("n1");
        desk.settle();
        desk.told.clear();

        book.seen(change(node(WellKnown.DISRUPTED), 8));
        assertThat(desk.told).isEmpty();

        book.seen(gone());
        assertThat(desk.told).containsExactly(new Observation.NodeGone("n1"));
        assertThat(book.uid("n1")).isEmpty();
    }

    @Test
    void aNodeThatRegistersWithoutTheTaintThatKeepsPodsOffIsSaid() throws InterruptedException {
        List<String> claims = new ArrayList<>();
        book.tellOfMissingTaint(claims::add);
        book.seen(change(node(), 1));
        Node registered = node().withMeta(ObjectMeta.named("n1").withLabels(Labels.of(WellKnown.REGISTERED, "true")));

        book.update(registered, Map.of("kind", "NodeClaim", "name", "c1"));
        desk.settle();

        assertThat(claims).containsExactly("c1");
    }

    @Test
    void aNodeThatHasTheTaintIsNot() throws InterruptedException {
        List<String> claims = new ArrayList<>();
        book.tellOfMissingTaint(claims::add);
        book.seen(change(node(WellKnown.UNREGISTERED), 1));
        Node registered = node().withMeta(ObjectMeta.named("n1").withLabels(Labels.of(WellKnown.REGISTERED, "true")));

        book.update(registered, Map.of("kind", "NodeClaim", "name", "c1"));
        desk.settle();

        assertThat(claims).isEmpty();
    }
}
