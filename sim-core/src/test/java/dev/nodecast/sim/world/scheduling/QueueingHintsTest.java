package dev.nodecast.sim.world.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.Attachments;
import dev.nodecast.scheduler.model.Container;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.TopologySpreadConstraint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.sim.world.Fixtures;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import dev.nodecast.sim.world.cluster.Standalone;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which events bring a pod that was refused back, each rule by itself. */
class QueueingHintsTest {

    private static final Labels IN_A = Labels.of(WellKnown.ZONE, "a");
    private static final Taint BOOTS = new Taint("example.com/boots", "", Taint.Effect.NO_SCHEDULE);
    private static final PodSpec ONE_CPU = asking(Map.of(Resources.CPU, 1000L));

    private static PodSpec asking(Map<String, Long> requests) {
        return Fixtures.podSpec(Resources.of(requests), 30);
    }

    private static Node node(Map<String, Long> offered) {
        Resources all = Resources.of(offered).with(Resources.PODS, 10);
        return new Node(ObjectMeta.named("n").withLabels(IN_A), "", List.of(), false, all, all, true);
    }

    private static Node node() {
        return node(Map.of(Resources.CPU, 2000L));
    }

    private static Node labelled(Labels labels) {
        return node().withMeta(ObjectMeta.named("n").withLabels(labels));
    }

    private static Node cordoned() {
        Node n = node();
        return new Node(n.meta(), "", n.taints(), true, n.capacity(), n.allocatable(), true);
    }

    private static boolean added(Plugin rejector, PodSpec spec, Node node) {
        return worth(rejector, spec, new ClusterEvent.NodeAdded(Standalone.node(node)));
    }

    private static boolean updated(Plugin rejector, PodSpec spec, Node before, Node now) {
        return worth(rejector, spec, new ClusterEvent.NodeUpdated(Standalone.node(now), before));
    }

    private static boolean removed(Plugin rejector, PodSpec spec, SimPod gone) {
        return worth(rejector, spec, new ClusterEvent.PodRemoved(gone));
    }

    private static boolean worth(Plugin rejector, PodSpec spec, ClusterEvent event) {
        SimPod pod = Standalone.pod("waiting", Labels.of("app", "web"), spec);
        return QueueingHints.worth(new PodShape(PodShape.Key.of(pod)), rejector.bit(), event);
    }

    @Test
    void aNewNodeIsAChanceForWhatItsSizeAllowsThoughItsTaintsDoNot() {
        Node booting = node().withTaints(List.of(BOOTS));
        assertThat(added(Plugin.NODE_RESOURCES_FIT, ONE_CPU, booting)).isTrue();
        assertThat(added(Plugin.TAINT_TOLERATION, ONE_CPU, booting)).isFalse();
        assertThat(added(Plugin.NODE_RESOURCES_FIT, asking(Map.of(Resources.CPU, 3000L)), booting))
                .isFalse();
    }

    @Test
    void aTaintThatGoesIsAChanceOnlyOnceNoneIsLeft() {
        Node tainted = node().withTaints(List.of(BOOTS, new Taint("other", "", Taint.Effect.NO_EXECUTE)));
        assertThat(updated(Plugin.TAINT_TOLERATION, ONE_CPU, tainted, node())).isTrue();
        assertThat(updated(Plugin.TAINT_TOLERATION, ONE_CPU, tainted, node().withTaints(List.of(BOOTS))))
                .isFalse();
        assertThat(updated(Plugin.NODE_RESOURCES_FIT, ONE_CPU, tainted, node())).isFalse();
    }

    @Test
    void aNodeThatIsUncordonedIsAChanceForWhoWasKeptOutByThatOnly() {
        assertThat(updated(Plugin.NODE_UNSCHEDULABLE, ONE_CPU, cordoned(), node()))
                .isTrue();
        assertThat(updated(Plugin.NODE_UNSCHEDULABLE, ONE_CPU, node(), cordoned()))
                .isFalse();
        assertThat(updated(Plugin.TAINT_TOLERATION, ONE_CPU, cordoned(), node()))
                .isFalse();
    }

    @Test
    void labelsAreAChanceWhenTheyBeginToMatch() {
        PodSpec selecting = spec(ONE_CPU.containers(), IN_A, Affinity.NONE, List.of());
        Node elsewhere = labelled(Labels.of(WellKnown.ZONE, "b"));
        assertThat(updated(Plugin.NODE_AFFINITY, selecting, elsewhere, node())).isTrue();
        assertThat(updated(Plugin.NODE_AFFINITY, selecting, node(), node().withReady(false)))
                .isFalse();
        assertThat(added(Plugin.NODE_AFFINITY, selecting, elsewhere)).isFalse();
    }

    @Test
    void moreOfAResourceIsAChanceForWhoAsksForIt() {
        Node withoutDevices = node();
        Node withDevices = node(Map.of(Resources.CPU, 2000L, Resources.NVIDIA_GPU, 1L));
        PodSpec gpu = asking(Map.of(Resources.NVIDIA_GPU, 1L));
        assertThat(updated(Plugin.NODE_RESOURCES_FIT, gpu, withoutDevices, withDevices))
                .isTrue();
        assertThat(updated(Plugin.NODE_RESOURCES_FIT, ONE_CPU, withoutDevices, withDevices))
                .isFalse();
        assertThat(updated(
                        Plugin.NODE_RESOURCES_FIT,
                        asking(Map.of(Resources.NVIDIA_GPU, 2L)),
                        withoutDevices,
                        withDevices))
                .isFalse();
    }

    @Test
    void spreadLooksOnlyAtNodesInADomainOfEachOfItsConstraints() {
        PodSpec spread = with(Affinity.NONE, spreadOver(WellKnown.ZONE));
        Node nowhere = labelled(Labels.NONE);
        assertThat(added(Plugin.POD_TOPOLOGY_SPREAD, spread, node())).isTrue();
        assertThat(added(Plugin.POD_TOPOLOGY_SPREAD, spread, nowhere)).isFalse();
        assertThat(updated(Plugin.POD_TOPOLOGY_SPREAD, spread, nowhere, node())).isTrue();
        assertThat(updated(Plugin.POD_TOPOLOGY_SPREAD, spread, node(), labelled(IN_A.with("other", "label"))))
                .isFalse();
        assertThat(updated(Plugin.POD_TOPOLOGY_SPREAD, spread, node().withTaints(List.of(BOOTS)), node()))
                .isTrue();
        assertThat(worth(Plugin.POD_TOPOLOGY_SPREAD, spread, new ClusterEvent.NodeRemoved(Standalone.node(nowhere))))
                .isFalse();
        assertThat(worth(Plugin.POD_TOPOLOGY_SPREAD, spread, new ClusterEvent.NodeRemoved(Standalone.node(node()))))
                .isTrue();
    }

    @Test
    void aPodOfItsKindThatHasGoneIsAChanceForASpreadThoughItCountedNoMore() {
        PodSpec spread = with(Affinity.NONE, spreadOver(WellKnown.ZONE));
        SimPod gone = Standalone.going(Standalone.pod("gone", Labels.of("app", "web"), ONE_CPU));
        assertThat(removed(Plugin.POD_TOPOLOGY_SPREAD, spread, gone)).isTrue();
        assertThat(removed(
                        Plugin.POD_TOPOLOGY_SPREAD, spread, Standalone.pod("other", Labels.of("app", "db"), ONE_CPU)))
                .isFalse();
    }

    @Test
    void whoMustKeepApartIsBroughtBackByNewNodesAndByThoseWhoGoButNotByTaints() {
        PodSpec apart =
                with(new Affinity(List.of(), List.of(), List.of(), List.of(), List.of(term()), List.of()), List.of());
        assertThat(added(Plugin.INTER_POD_AFFINITY, apart, node())).isTrue();
        assertThat(updated(Plugin.INTER_POD_AFFINITY, apart, node().withTaints(List.of(BOOTS)), node()))
                .isFalse();
        assertThat(updated(Plugin.INTER_POD_AFFINITY, apart, node(), labelled(Labels.NONE)))
                .isTrue();
        SimPod web = Standalone.pod("w", Labels.of("app", "web"), ONE_CPU);
        assertThat(removed(Plugin.INTER_POD_AFFINITY, apart, web)).isTrue();
        assertThat(worth(Plugin.INTER_POD_AFFINITY, apart, new ClusterEvent.PodBound(web)))
                .isFalse();
    }

    @Test
    void whoMustBeNearIsBroughtBackByThosePodsWhenTheyAreBound() {
        PodSpec near =
                with(new Affinity(List.of(), List.of(), List.of(term()), List.of(), List.of(), List.of()), List.of());
        SimPod web = Standalone.pod("w", Labels.of("app", "web"), ONE_CPU);
        SimPod db = Standalone.pod("d", Labels.of("app", "db"), ONE_CPU);
        assertThat(worth(Plugin.INTER_POD_AFFINITY, near, new ClusterEvent.PodBound(web)))
                .isTrue();
        assertThat(worth(Plugin.INTER_POD_AFFINITY, near, new ClusterEvent.PodBound(db)))
                .isFalse();
        assertThat(removed(Plugin.INTER_POD_AFFINITY, near, web)).isFalse();
        assertThat(added(Plugin.INTER_POD_AFFINITY, near, labelled(Labels.NONE)))
                .isFalse();
    }

    /** Who states nothing and is kept away by others' anti-affinity waits until one of them goes. */
    @Test
    void whomOthersKeepAwayANewNodeDoesNotBringBack() {
        assertThat(added(Plugin.INTER_POD_AFFINITY, ONE_CPU, node())).isFalse();
        PodSpec apart =
                with(new Affinity(List.of(), List.of(), List.of(), List.of(), List.of(term()), List.of()), List.of());
        assertThat(removed(Plugin.INTER_POD_AFFINITY, ONE_CPU, Standalone.pod("w", Labels.of("app", "other"), apart)))
                .isTrue();
    }

    @Test
    void aPodThatGoesMakesRoomForAllAndFreesPortsForWhoTakesTheSame() {
        SimPod idle = Standalone.pod("idle", Labels.NONE, ONE_CPU);
        assertThat(removed(Plugin.NODE_RESOURCES_FIT, ONE_CPU, idle)).isTrue();
        assertThat(removed(Plugin.NODE_PORTS, taking(80), idle)).isFalse();
        assertThat(removed(Plugin.NODE_PORTS, taking(80), Standalone.pod("p", Labels.NONE, taking(80))))
                .isTrue();
        assertThat(removed(Plugin.NODE_PORTS, taking(80), Standalone.pod("p", Labels.NONE, taking(81))))
                .isFalse();
    }

    @Test
    void whatADaemonIsForOneNodeAloneCanChange() {
        SimNode own = Standalone.node(node());
        SimPod pod = Standalone.pod("d", Labels.NONE, ONE_CPU);
        PodShape.Key key = PodShape.Key.of(pod);
        PodShape daemon = new PodShape(
                new PodShape.Key(key.namespace(), key.workload(), key.spec(), key.labels(), Optional.of(own)));
        int rejector = Plugin.NODE_RESOURCES_FIT.bit();
        assertThat(QueueingHints.worth(daemon, rejector, new ClusterEvent.NodeAdded(own)))
                .isTrue();
        assertThat(QueueingHints.worth(daemon, rejector, new ClusterEvent.NodeAdded(Standalone.node(node()))))
                .isFalse();
    }

    private static Affinity.PodTerm term() {
        return new Affinity.PodTerm(
                LabelSelector.of("app", "web"), List.of(), null, WellKnown.ZONE, List.of(), List.of());
    }

    private static List<TopologySpreadConstraint> spreadOver(String topologyKey) {
        return List.of(new TopologySpreadConstraint(
                1, topologyKey, true, LabelSelector.of("app", "web"), null, true, false, List.of()));
    }

    private static PodSpec with(Affinity affinity, List<TopologySpreadConstraint> spread) {
        return spec(ONE_CPU.containers(), Labels.NONE, affinity, spread);
    }

    private static PodSpec taking(int port) {
        Container container = new Container(
                "main",
                "app:1",
                Resources.NONE,
                Resources.NONE,
                List.of(new Container.HostPort("", port, "TCP")),
                false,
                new LinkedHashMap<>());
        return spec(List.of(container), Labels.NONE, Affinity.NONE, List.of());
    }

    private static PodSpec spec(
            List<Container> containers, Labels selector, Affinity affinity, List<TopologySpreadConstraint> spread) {
        return new PodSpec(
                containers,
                List.of(),
                selector,
                affinity,
                List.of(),
                spread,
                Resources.NONE,
                0,
                null,
                true,
                30,
                Attachments.NONE,
                List.of(),
                PodSpec.requestsOf(containers, List.of(), Resources.NONE));
    }
}
