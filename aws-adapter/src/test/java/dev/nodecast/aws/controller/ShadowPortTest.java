package dev.nodecast.aws.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.port.ClusterPort;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cluster that is only looked at. */
class ShadowPortTest {

    private final List<ClusterPort.Workload> notScaled = new ArrayList<>();
    private final ShadowPort port = new ShadowPort(notScaled::add);

    private static NodeClaim claim(String name) {
        return NamedClaim.of(name, NodeClaim.Status.NEW);
    }

    @Test
    void whatWouldBeMadeIsRememberedAsItWasWantedLast() {
        port.createNodeClaim(claim("a"));
        NodeClaim launched = claim("a").withStatus(NodeClaim.Status.NEW.terminatingAt(5));
        port.updateNodeClaim(launched);

        assertThat(port.wanted()).containsOnlyKeys("a");
        assertThat(port.wanted().get("a")).isEqualTo(launched);
    }

    @Test
    void aClaimOfAnotherControllerIsNotWanted() {
        port.updateNodeClaim(claim("theirs"));

        assertThat(port.wanted()).isEmpty();
        assertThat(port.refused()).isZero();
    }

    @Test
    void everyCommandThatWouldChangeTheClusterIsRefusedAndCounted() {
        Node node = new Node(ObjectMeta.named("n"), "x", List.of(), false, Resources.NONE, Resources.NONE, true);
        ObjectKey pod = new ObjectKey("prod", "p");
        port.createNodeClaim(claim("a"));
        port.deleteNodeClaim("a");
        port.updateNode(node);
        port.deleteNode("n");
        port.evict(pod);
        port.deletePod(pod, 1);
        ClusterPort.Workload worker = new ClusterPort.Workload("Deployment", pod);
        port.scale(worker, 3);
        assertThat(notScaled).containsExactly(worker);

        assertThat(port.refused()).isEqualTo(7);
    }

    @Test
    void afterARoundItBeginsAnew() {
        port.createNodeClaim(claim("a"));
        port.forget();

        assertThat(port.wanted()).isEmpty();
        assertThat(port.refused()).isZero();
    }
}
