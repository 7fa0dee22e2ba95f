package dev.nodecast.aws.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is written of a node, while others write to it, too. */
class NodePatchTest {

    private static final Taint OURS = new Taint("karpenter.sh/disrupted", "", Taint.Effect.NO_SCHEDULE);
    private static final Taint UNREGISTERED = new Taint("karpenter.sh/unregistered", "", Taint.Effect.NO_EXECUTE);
    private static final Taint OTHERS = new Taint("node.kubernetes.io/not-ready", "", Taint.Effect.NO_SCHEDULE);

    private static Node node(Labels labels, Taint... taints) {
        return new Node(
                ObjectMeta.named("n1").withLabels(labels),
                "kwok://n1",
                List.of(taints),
                false,
                Resources.NONE,
                Resources.NONE,
                true);
    }

    @Test
    void aTaintThatSomebodyElseHasPutOnMeanwhileStays() {
        NodePatch patch = NodePatch.between(node(Labels.NONE), node(Labels.NONE, OURS), null);
        assertThat(patch.of(node(Labels.NONE, OTHERS), List.of(), 7).toString())
                .isEqualTo("{metadata={resourceVersion=7}, spec={taints=[{key=node.kubernetes.io/not-ready,"
                        + " effect=NoSchedule}, {key=karpenter.sh/disrupted, effect=NoSchedule}]}}");
    }

    @Test
    void onlyWhatIsOursIsTakenAway() {
        NodePatch patch = NodePatch.between(node(Labels.NONE, UNREGISTERED, OTHERS), node(Labels.NONE, OTHERS), null);
        assertThat(patch.of(node(Labels.NONE, UNREGISTERED, OTHERS), List.of(), 7)
                        .toString())
                .contains("taints=[{key=node.kubernetes.io/not-ready, effect=NoSchedule}]");
    }

    @Test
    void labelsAreAddedWithoutRegardToTheVersion() {
        NodePatch patch = NodePatch.between(
                node(Labels.of("a", "1")), node(Labels.of(Map.of("a", "1", "karpenter.sh/initialized", "true"))), null);
        assertThat(patch.of(node(Labels.NONE), List.of(), 7).toString())
                .isEqualTo("{metadata={labels={karpenter.sh/initialized=true}}}");
    }

    @Test
    void aNodeThatRegistersIsHeldByUsAndThoseWhoHeldItBefore() {
        NodePatch patch = NodePatch.between(node(Labels.NONE), node(Labels.NONE), Map.of("kind", "NodeClaim"));
        assertThat(patch.of(node(Labels.NONE), List.of("others/finalizer"), 7).toString())
                .contains("ownerReferences=[{kind=NodeClaim}]")
                .contains("finalizers=[others/finalizer, karpenter.sh/termination]");
    }
}
