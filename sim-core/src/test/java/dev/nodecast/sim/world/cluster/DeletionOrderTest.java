package dev.nodecast.sim.world.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.Fixtures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeletionOrderTest {

    private static final long NOW = 1000 * Fixtures.SECOND;

    private final DeletionOrder order = new DeletionOrder(new RandomStreams(1, 0).family("pod-uid"));

    private long made;

    private SimPod pod(Labels annotations) {
        ObjectMeta meta = new ObjectMeta("prod", "p" + made, "p" + made, Labels.NONE, annotations, null, 0, null);
        return new SimPod(meta, Fixtures.podSpec(Resources.NONE, 30), Fixtures.WORKER, made++, null);
    }

    private SimPod ready(long sinceNs, Labels annotations) {
        SimPod pod = pod(annotations);
        pod.node = node();
        pod.phase = Pod.Phase.RUNNING;
        pod.ready = true;
        pod.readySinceNs = sinceNs;
        return pod;
    }

    private static SimNode node() {
        // the deletion order asks a node for nothing but its identity
        return new SimNode(
                null, new Node(ObjectMeta.named("n"), "", List.of(), false, Resources.NONE, Resources.NONE, true));
    }

    private List<SimPod> sorted(SimPod... pods) {
        List<SimPod> list = new ArrayList<>(List.of(pods));
        order.sort(list, NOW);
        return list;
    }

    @Test
    void unassignedGoesBeforePendingBeforeUnreadyBeforeReady() {
        SimPod readyPod = ready(0, Labels.NONE);
        SimPod unready = ready(0, Labels.NONE);
        unready.ready = false;
        SimPod pending = pod(Labels.NONE);
        pending.node = node();
        SimPod unassigned = pod(Labels.NONE);

        assertThat(sorted(readyPod, unready, pending, unassigned))
                .containsExactly(unassigned, pending, unready, readyPod);
    }

    @Test
    void aLowerDeletionCostGoesFirstAndACostThatIsNoNumberCountsAsNone() {
        SimPod dear = ready(0, Labels.of(WellKnown.POD_DELETION_COST, "100"));
        SimPod cheap = ready(0, Labels.of(WellKnown.POD_DELETION_COST, "-5"));
        SimPod unreadable = ready(0, Labels.of(WellKnown.POD_DELETION_COST, "much"));

        assertThat(sorted(dear, unreadable, cheap)).containsExactly(cheap, unreadable, dear);
    }

    @Test
    void podsThatShareANodeGoBeforeThoseThatAreAlone() {
        SimPod alone = ready(0, Labels.NONE);
        SimPod one = ready(0, Labels.NONE);
        SimPod two = ready(0, Labels.NONE);
        two.node = one.node;

        assertThat(sorted(alone, one, two).getLast()).isSameAs(alone);
    }

    @Test
    void theNewerGoesFirstButAgesOfOneOrderOfMagnitudeAreEqual() {
        SimPod old = ready(0, Labels.NONE); // 1000 s
        SimPod young = ready(NOW - Fixtures.SECOND, Labels.NONE); // 1 s

        assertThat(sorted(old, young)).containsExactly(young, old);
        assertThat(sorted(young, old)).containsExactly(young, old);
    }

    @Test
    void equalPodsAreOrderedByTheirRandomUidWhateverTheListWas() {
        SimPod a = ready(0, Labels.NONE);
        SimPod b = ready(0, Labels.NONE);
        SimPod c = ready(0, Labels.NONE);

        assertThat(sorted(a, b, c)).isEqualTo(sorted(c, a, b));
    }
}
