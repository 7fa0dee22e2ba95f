package dev.nodecast.scheduler.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What belongs together finds each other, in whatever order it comes and goes. */
class NodesTest {

    private int helpfulChanges;
    private final Nodes nodes = new Nodes(() -> helpfulChanges++);

    private static Node node(String providerId) {
        return new Node(ObjectMeta.named("n1"), providerId, List.of(), false, Resources.NONE, Resources.NONE, true);
    }

    /** @param providerId empty for a claim that is not launched yet */
    private static NodeClaim claim(String providerId) {
        return new NodeClaim(
                ObjectMeta.named("c1"),
                List.of(),
                List.of(),
                List.of(),
                Resources.NONE,
                new NodeClaim.NodeClassRef("karpenter.k8s.aws", "EC2NodeClass", "default"),
                null,
                null,
                new NodeClaim.Status(
                        providerId, "", Resources.NONE, Resources.NONE, null, null, null, null, null, null, null));
    }

    private static Pod pod(String phase) {
        String text = """
                apiVersion: v1
                kind: Pod
                metadata: {name: p1, namespace: default, uid: p1}
                spec: {nodeName: n1, containers: [{name: a, image: 'a:1'}]}
                status: {phase: %s}
                """.formatted(phase);
        return ManifestReader.ofStoredObjects(new Diagnostics())
                .read(SourceText.of("pod.yaml", text))
                .values(Pod.class)
                .getFirst();
    }

    private void expectOneNodeOfBoth() {
        assertThat(nodes.all()).singleElement().satisfies(state -> {
            assertThat(state).isSameAs(nodes.ofClaim("c1"));
            assertThat(state).isSameAs(nodes.ofNode("n1"));
            assertThat(state).isSameAs(nodes.ofProviderId("i-1"));
        });
    }

    @Test
    void aNodeFindsTheClaimThatWasThereBeforeIt() {
        nodes.see(claim(""));
        nodes.see(claim("i-1"));
        nodes.see(node("i-1"));
        expectOneNodeOfBoth();
    }

    @Test
    void aClaimFindsTheNodeThatWasThereBeforeIt() {
        nodes.see(node("i-1"));
        nodes.see(claim("i-1"));
        expectOneNodeOfBoth();
    }

    /** The node may join before the answer to the launch has come: its pods go with it. */
    @Test
    void aClaimThatLearnsItsInstanceTakesOverTheNodeAndItsPods() {
        nodes.see(claim(""));
        nodes.see(node("i-1"));
        nodes.place(pod("Running"));
        assertThat(nodes.all()).hasSize(2);
        nodes.see(claim("i-1"));
        expectOneNodeOfBoth();
        assertThat(nodes.ofClaim("c1").pods()).extracting(Pod::key).containsExactly(new ObjectKey("default", "p1"));
    }

    @Test
    void aPodWaitsForTheNodeThatItNames() {
        nodes.place(pod("Running"));
        nodes.see(node("i-1"));
        assertThat(nodes.ofNode("n1").pods()).hasSize(1);
    }

    @Test
    void aPodThatIsDoneOrGoneIsNotBound() {
        nodes.see(node("i-1"));
        nodes.place(pod("Running"));
        nodes.place(pod("Succeeded"));
        assertThat(nodes.ofNode("n1").pods()).isEmpty();
    }

    @Test
    void aPodThatIsGoneBeforeItsNodeComesIsForgotten() {
        nodes.place(pod("Running"));
        nodes.unbind("n1", new ObjectKey("default", "p1"));
        nodes.see(node("i-1"));
        assertThat(nodes.ofNode("n1").pods()).isEmpty();
    }

    @Test
    void whatLosesBothItsClaimAndItsNodeIsGone() {
        nodes.see(claim("i-1"));
        nodes.see(node("i-1"));
        nodes.forgetNode("n1");
        assertThat(nodes.all()).hasSize(1);
        nodes.forgetClaim("c1");
        assertThat(nodes.all()).isEmpty();
        assertThat(nodes.ofProviderId("i-1")).isNull();

        nodes.see(claim("i-1"));
        nodes.see(node("i-1"));
        nodes.forgetClaim("c1");
        assertThat(nodes.all()).hasSize(1);
        nodes.forgetNode("n1");
        assertThat(nodes.all()).isEmpty();
    }

    /** Nothing else of a node makes anything consolidatable that was not. */
    @Test
    void itHelpsThatANodeIsInitialisedOrIsToGo() {
        nodes.see(claim("i-1"));
        nodes.see(node("i-1"));
        int before = helpfulChanges;
        nodes.see(node("i-1"));
        assertThat(helpfulChanges).isEqualTo(before);
        Node registered = node("i-1")
                .withMeta(ObjectMeta.named("n1")
                        .withLabels(
                                Labels.of("karpenter.sh/registered", "true").with("karpenter.sh/initialized", "true")));
        nodes.see(registered);
        assertThat(helpfulChanges).isEqualTo(before + 1);
        nodes.see(claim("i-1").withMeta(ObjectMeta.named("c1").deletedAt(1)));
        assertThat(helpfulChanges).isEqualTo(before + 2);
    }
}
