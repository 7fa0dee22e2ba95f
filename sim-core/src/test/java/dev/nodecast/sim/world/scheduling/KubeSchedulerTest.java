package dev.nodecast.sim.world.scheduling;

import static dev.nodecast.sim.world.Fixtures.HOUR;
import static dev.nodecast.sim.world.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.billing.Category;
import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.Attachments;
import dev.nodecast.scheduler.model.CountOrPercent;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorTerm;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.PersistentVolume;
import dev.nodecast.scheduler.model.PersistentVolumeClaim;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.StorageClass;
import dev.nodecast.scheduler.model.StorageObject;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.Toleration;
import dev.nodecast.scheduler.model.TopologySpreadConstraint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.sim.world.Autoscaler;
import dev.nodecast.sim.world.Fixtures;
import dev.nodecast.sim.world.SimulatedWorld;
import dev.nodecast.sim.world.spec.FixedFleet;
import dev.nodecast.sim.world.spec.FixedFleet.Window;
import dev.nodecast.sim.world.spec.PodStartup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Where and when pods are bound, seen from outside: fixed machines, and Deployments that ask for places on them. */
class KubeSchedulerTest {

    private static final ObjectKey APP = ObjectKey.of("prod", "app");

    private final Fixtures.Builder world = new Fixtures.Builder();
    private final List<FixedFleet> fleets = new ArrayList<>();
    private final List<Deployment> deployments = new ArrayList<>();
    private final Map<String, Long> boundAtNs = new LinkedHashMap<>();
    private final Map<String, String> nodeOfPod = new TreeMap<>();
    private final Map<String, Labels> labelsOfNode = new TreeMap<>();
    private long scaleAppAtNs;

    private void fleet(String zone, int count, Labels labels, List<Taint> taints, long fromNs) {
        fleets.add(new FixedFleet(
                "fleet-" + fleets.size(),
                Category.COMPUTE,
                Fixtures.gpuType(),
                new Offering(zone, WellKnown.ON_DEMAND, 1, true),
                count,
                labels,
                taints,
                List.of(new Window(fromNs, Long.MAX_VALUE))));
    }

    private Consumer<StorageObject> seenStorage = _ -> {};

    private void deploy(ObjectKey key, int replicas, PodSpec spec) {
        deployments.add(Fixtures.deployment(key, replicas, spec));
        world.podStartup.put(key, PodStartup.INSTANT);
    }

    private void run() {
        world.horizonNs = HOUR;
        world.fleets = fleets;
        world.deployments = deployments;
        Autoscaler.Factory watching = ports -> {
            if (scaleAppAtNs > 0) {
                ports.timers().after(scaleAppAtNs, () -> ports.cluster().scale(new Workload("Deployment", APP), 1));
            }
            return observation -> note(ports.clock().nowNs(), observation);
        };
        new SimulatedWorld(world.build(), watching, Journal.NONE).run();
    }

    private void note(long nowNs, Observation observation) {
        if (observation instanceof Observation.StorageObserved(StorageObject object)) {
            seenStorage.accept(object);
        }
        if (observation instanceof Observation.PodObserved(Pod pod) && pod.nodeName() != null) {
            boundAtNs.putIfAbsent(pod.meta().name(), nowNs);
            nodeOfPod.put(pod.meta().name(), pod.nodeName());
        } else if (observation instanceof Observation.NodeObserved node) {
            labelsOfNode.put(node.node().name(), node.node().meta().labels());
        }
    }

    private static PodSpec asking(long cpuMilli) {
        return asking(cpuMilli, 1L << 30);
    }

    private static PodSpec asking(long cpuMilli, long bytes) {
        return Fixtures.podSpec(Resources.of(Map.of(Resources.CPU, cpuMilli, Resources.MEMORY, bytes)), 30);
    }

    private static PodSpec with(
            PodSpec s, Affinity affinity, List<Toleration> tolerations, List<TopologySpreadConstraint> spread) {
        return new PodSpec(
                s.containers(),
                s.initContainers(),
                s.nodeSelector(),
                affinity,
                tolerations,
                spread,
                s.overhead(),
                s.priority(),
                null,
                true,
                30,
                Attachments.NONE,
                List.of(),
                s.requests());
    }

    private static PodSpec withPriority(PodSpec s, int priority, boolean preempts) {
        return new PodSpec(
                s.containers(),
                s.initContainers(),
                s.nodeSelector(),
                s.affinity(),
                s.tolerations(),
                s.topologySpread(),
                s.overhead(),
                priority,
                null,
                preempts,
                30,
                Attachments.NONE,
                List.of(),
                s.requests());
    }

    /** That there is no node at all is an error to kube-scheduler, and errors wait for the whole of their back-off. */
    @Test
    void inAClusterWithoutNodesBackoffsDoubleAndEndAtTheNextWholeSecond() {
        fleet("a", 1, Labels.NONE, List.of(), 20 * SECOND);
        deploy(APP, 1, asking(1000));

        run();

        // tried at 0 s; 1 s later is due at 2 s, then 2 s at 5 s, 4 s at 10 s, 8 s at 19 s, 10 s at 30 s
        assertThat(boundAtNs.values()).containsExactly(30 * SECOND);
    }

    @Test
    void aPodThatNodesRefusedIsBoundTheMomentOneComesWhateverItsBackoff() {
        fleet("a", 1, Labels.of("tier", "other"), List.of(), 0);
        fleet("a", 1, Labels.of("tier", "premium"), List.of(), SECOND / 2);
        deploy(APP, 1, onlyOn("premium"));

        run();

        assertThat(boundAtNs.values()).containsExactly(SECOND / 2);
    }

    private static PodSpec onlyOn(String tier) {
        NodeSelectorTerm term = new NodeSelectorTerm(List.of(NodeSelectorRequirement.in("tier", tier)), List.of());
        Affinity affinity = new Affinity(List.of(term), List.of(), List.of(), List.of(), List.of(), List.of());
        return with(asking(900), affinity, List.of(), List.of());
    }

    /** Two pods of one ReplicaSet: the second prefers a fuller node without its like to an emptier one with it. */
    @Test
    void podsThatStateNoSpreadAreKeptApartByTheDefaultConstraints() {
        fleet("a", 1, Labels.of("tier", "full"), List.of(), 0);
        fleet("a", 1, Labels.of("tier", "empty"), List.of(), 0);
        PodSpec big =
                onlyOn("full").withRequests(Resources.of(Map.of(Resources.CPU, 2000L, Resources.MEMORY, 4L << 30)));
        deploy(ObjectKey.of("prod", "big"), 1, big);
        deploy(APP, 2, asking(100));

        run();

        assertThat(nodesOf("app")).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aPodGoesWhereItsPreferredNeighboursAre() {
        fleet("a", 5, Labels.NONE, List.of(), 0);
        ObjectKey cache = ObjectKey.of("prod", "cache");
        deploy(cache, 1, asking(2000));
        Affinity.PodTerm near = new Affinity.PodTerm(
                LabelSelector.of("app", "cache"), List.of(), null, WellKnown.HOSTNAME, List.of(), List.of());
        Affinity affinity = new Affinity(
                List.of(), List.of(), List.of(), List.of(new Affinity.PreferredPod(100, near)), List.of(), List.of());
        deploy(APP, 1, with(asking(100), affinity, List.of(), List.of()));

        run();

        assertThat(nodesOf("app")).isEqualTo(nodesOf("cache"));
    }

    @Test
    void softSpreadOverZonesOutweighsFreeRoom() {
        fleet("a", 1, Labels.NONE, List.of(), 0);
        fleet("c", 3, Labels.NONE, List.of(), 0);
        TopologySpreadConstraint spread = new TopologySpreadConstraint(
                1, WellKnown.ZONE, false, LabelSelector.of("app", "app"), null, true, false, List.of());
        deploy(APP, 4, with(asking(100), Affinity.NONE, List.of(), List.of(spread)));

        run();

        assertThat(nodesOf("app").stream().filter(node -> labelsOfNode.get(node).has(WellKnown.ZONE, "a")))
                .hasSize(2);
    }

    private List<String> nodesOf(String workload) {
        return nodeOfPod.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(workload))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Test
    void aPodWithSchedulingGatesIsLeftAlone() {
        fleet("a", 1, Labels.NONE, List.of(), 0);
        deploy(APP, 1, gated(asking(100)));

        run();

        assertThat(boundAtNs).isEmpty();
    }

    private static PodSpec gated(PodSpec s) {
        return new PodSpec(
                s.containers(),
                s.initContainers(),
                s.nodeSelector(),
                s.affinity(),
                s.tolerations(),
                s.topologySpread(),
                s.overhead(),
                s.priority(),
                null,
                true,
                30,
                Attachments.NONE,
                List.of("example.com/wait"),
                s.requests());
    }

    @Test
    void thePodOfHigherPriorityGetsTheOnlyPlace() {
        fleet("a", 1, Labels.NONE, List.of(), 90 * SECOND);
        deploy(APP, 1, asking(3000));
        deploy(ObjectKey.of("prod", "urgent"), 1, withPriority(asking(3000), 1000, false));

        run();

        assertThat(boundAtNs.keySet()).allMatch(name -> name.startsWith("urgent"));
    }

    @Test
    void leastAllocatedSpreadsPodsOverEmptyNodes() {
        fleet("a", 4, Labels.NONE, List.of(), 0);
        deploy(APP, 4, asking(900));

        run();

        assertThat(nodeOfPod.values()).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    void taintsKeepOutWhoDoesNotTolerateThem() {
        Taint taint = new Taint("nvidia.com/gpu", "true", Taint.Effect.NO_SCHEDULE);
        fleet("a", 1, Labels.NONE, List.of(taint), 0);
        deploy(APP, 1, asking(900));
        deploy(
                ObjectKey.of("prod", "tolerant"),
                1,
                with(asking(900), Affinity.NONE, List.of(Toleration.exists("nvidia.com/gpu")), List.of()));

        run();

        assertThat(nodeOfPod.keySet()).hasSize(1).allMatch(name -> name.startsWith("tolerant"));
    }

    @Test
    void requiredNodeAffinityLetsAPodOnlyWhereOneOfItsTermsHolds() {
        fleet("a", 2, Labels.NONE, List.of(), 0);
        fleet("c", 1, Labels.of("tier", "premium"), List.of(), 0);
        NodeSelectorTerm term = new NodeSelectorTerm(List.of(NodeSelectorRequirement.in("tier", "premium")), List.of());
        Affinity affinity = new Affinity(List.of(term), List.of(), List.of(), List.of(), List.of(), List.of());
        deploy(APP, 2, with(asking(900), affinity, List.of(), List.of()));

        run();

        assertThat(nodeOfPod)
                .hasSize(2)
                .allSatisfy((pod, node) ->
                        assertThat(labelsOfNode.get(node)).matches(labels -> labels.has("tier", "premium")));
    }

    @Test
    void antiAffinityAllowsOnePodPerNodeAndTheNextOneWhenThereIsAnotherNode() {
        fleet("a", 1, Labels.NONE, List.of(), 0);
        fleet("a", 1, Labels.NONE, List.of(), 100 * SECOND);
        Affinity.PodTerm apart = new Affinity.PodTerm(
                LabelSelector.of("app", "app"), List.of(), null, WellKnown.HOSTNAME, List.of(), List.of());
        Affinity affinity = new Affinity(List.of(), List.of(), List.of(), List.of(), List.of(apart), List.of());
        deploy(APP, 2, with(asking(100), affinity, List.of(), List.of()));

        run();

        assertThat(boundAtNs.values()).containsExactly(0L, 100 * SECOND);
        assertThat(nodeOfPod.values()).doesNotHaveDuplicates();
    }

    @Test
    void topologySpreadKeepsZonesWithinTheirSkew() {
        fleet("a", 1, Labels.NONE, List.of(), 0);
        fleet("c", 3, Labels.NONE, List.of(), 0);
        TopologySpreadConstraint spread = new TopologySpreadConstraint(
                1, WellKnown.ZONE, true, LabelSelector.of("app", "app"), null, true, false, List.of());
        deploy(APP, 4, with(asking(900), Affinity.NONE, List.of(), List.of(spread)));

        run();

        assertThat(nodeOfPod.values().stream()
                        .filter(node -> labelsOfNode.get(node).has(WellKnown.ZONE, "a")))
                .hasSize(2);
    }

    @Test
    void aPodOfHigherPriorityPreemptsTheLeastImportantThatMakesRoom() {
        fleet("a", 1, Labels.NONE, List.of(), 0);
        ObjectKey low = ObjectKey.of("prod", "low");
        ObjectKey middle = ObjectKey.of("prod", "middle");
        deploy(low, 1, withPriority(asking(1500), -10, false));
        deploy(middle, 1, withPriority(asking(1500), 0, false));
        deploy(APP, 1, withPriority(asking(1500), 1000, true));
        world.horizonNs = HOUR;

        run();

        // by priority app and middle have been placed first; low never found room
        assertThat(boundAtNs.keySet()).extracting(name -> name.substring(0, 3)).containsExactly("app", "mid");
    }

    @Test
    void aPodThatComesLaterPreemptsAndIsBoundWhenItsVictimIsGone() {
        fleet("a", 1, Labels.NONE, List.of(), 0);
        ObjectKey low = ObjectKey.of("prod", "low");
        deploy(low, 1, asking(3000));
        deploy(APP, 0, withPriority(asking(3000), 1000, true));
        world.podStartup.put(low, PodStartup.DEFAULT);
        scaleAppAtNs = 100 * SECOND;

        run();

        // SIGTERM at 100 s, gone after a second, and the preemptor's own back-off of a second
        assertThat(boundAtNs.entrySet())
                .extracting(entry -> entry.getKey().substring(0, 3) + " " + entry.getValue() / SECOND)
                .containsExactly("low 0", "app 101");
    }

    /** Room that was made for one pod is not taken by another of lower priority while the victim is still going. */
    @Test
    void roomThatWasMadeForAPodIsKeptForIt() {
        fleet("a", 1, Labels.NONE, List.of(), 0);
        ObjectKey low = ObjectKey.of("prod", "low");
        deploy(low, 1, withPriority(asking(3000), -10, false));
        deploy(APP, 0, withPriority(asking(2000), 1000, true));
        deploy(ObjectKey.of("prod", "other"), 1, withPriority(asking(2500), 5, false));
        world.podStartup.put(low, PodStartup.DEFAULT);
        scaleAppAtNs = 100 * SECOND;

        run();

        // other has taken the place first; app preempts it, and other may not come back before app is bound
        assertThat(boundAtNs.keySet()).extracting(name -> name.substring(0, 3)).startsWith("oth", "app");
    }

    @Test
    void podsThatABudgetProtectsAreTheLastToBePreempted() {
        fleet("a", 2, Labels.NONE, List.of(), 0);
        deploy(ObjectKey.of("prod", "guarded"), 1, asking(3000));
        deploy(ObjectKey.of("prod", "plain"), 1, asking(3000));
        deploy(APP, 0, withPriority(asking(3000), 1000, true));
        world.budgets = List.of(new PodDisruptionBudget(
                new ObjectMeta("prod", "pdb", "pdb", Labels.NONE, Labels.NONE, null, 0, null),
                LabelSelector.of("app", "guarded"),
                new CountOrPercent.Count(1),
                null,
                false,
                0));
        scaleAppAtNs = 100 * SECOND;

        run();

        assertThat(nodesOf("app")).isEqualTo(nodesOf("plain").subList(0, 1));
    }

    @Test
    void aVolumeKeepsItsPodsInItsZoneAndOneThatIsToBeMadeWhereItsClassMayMakeIt() {
        fleet("a", 1, Labels.NONE, List.of(), 0);
        fleet("b", 1, Labels.NONE, List.of(), 0);
        NodeSelectorRequirement inB = NodeSelectorRequirement.in("topology.ebs.csi.aws.com/zone", "b");
        world.storage = List.of(
                new PersistentVolume(
                        ObjectMeta.named("there"),
                        PersistentVolume.EBS_DRIVER,
                        false,
                        List.of(new NodeSelectorTerm(List.of(inB), List.of()))),
                new StorageClass(ObjectMeta.named("in-b"), PersistentVolume.EBS_DRIVER, false, List.of(List.of(inB))),
                claim("made", "there", ""),
                claim("unmade", "", "in-b"));
        deploy(ObjectKey.of("prod", "made"), 2, mounting("made"));
        deploy(ObjectKey.of("prod", "unmade"), 2, mounting("unmade"));

        run();

        assertThat(nodesOf("made")).hasSize(2);
        assertThat(nodesOf("unmade")).hasSize(2);
        assertThat(nodeOfPod.values())
                .allSatisfy(node ->
                        assertThat(labelsOfNode.get(node).get(WellKnown.ZONE)).isEqualTo("b"));
    }

    @Test
    void aVolumeThatWaitsForItsFirstConsumerIsMadeInTheZoneOfItsNodeAndStaysThere() {
        fleet("a", 1, Labels.NONE, List.of(), 0);
        fleet("b", 1, Labels.NONE, List.of(), 200 * SECOND);
        world.storage = List.of(
                new StorageClass(ObjectMeta.named("gp3"), PersistentVolume.EBS_DRIVER, false, List.of()),
                claim("models", "", "gp3"));
        deploy(ObjectKey.of("prod", "first"), 1, mounting("models"));
        deploy(ObjectKey.of("prod", "big"), 1, asking(3500)); // leaves room in zone b only, from 200 s on
        deploy(APP, 0, mounting("models", asking(3000)));
        scaleAppAtNs = 300 * SECOND;
        List<PersistentVolume> made = new ArrayList<>();
        seenStorage = object -> {
            if (object instanceof PersistentVolume volume) {
                made.add(volume);
            }
        };

        run();

        assertThat(made).hasSize(1);
        assertThat(made.getFirst().nodeTerms().getFirst().matchExpressions())
                .containsExactly(NodeSelectorRequirement.in(WellKnown.ZONE, "a"));
        assertThat(nodesOf("first")).hasSize(1);
        // there is room in zone b, but its volume is in zone a, which is full
        assertThat(nodesOf("app")).isEmpty();
    }

    @Test
    void aNodeAttachesNoMoreVolumesThanItsDriverSays() {
        fleet("a", 1, Labels.NONE, List.of(), 0);
        List<StorageObject> storage = new ArrayList<>();
        storage.add(new StorageClass(ObjectMeta.named("gp3"), PersistentVolume.EBS_DRIVER, false, List.of()));
        for (int i = 0; i < 30; i++) {
            storage.add(claim("data-" + i, "", "gp3"));
            deploy(ObjectKey.of("prod", "db-" + i), 1, mounting("data-" + i, asking(10, 1 << 20)));
        }
        world.storage = storage;

        run();

        assertThat(nodeOfPod).hasSize(26);
    }

    @Test
    void aVolumeThatSeveralPodsOfANodeMountIsAttachedOnce() {
        fleet("a", 1, Labels.NONE, List.of(), 0);
        world.storage = List.of(
                new StorageClass(ObjectMeta.named("gp3"), PersistentVolume.EBS_DRIVER, false, List.of()),
                claim("models", "", "gp3"));
        deploy(ObjectKey.of("prod", "many"), 30, mounting("models", asking(10, 1 << 20)));

        run();

        assertThat(nodesOf("many")).hasSize(30);
    }

    private static PersistentVolumeClaim claim(String name, String volume, String storageClass) {
        ObjectMeta meta = new ObjectMeta("prod", name, name, Labels.NONE, Labels.NONE, null, 0, null);
        return new PersistentVolumeClaim(meta, volume, storageClass, false);
    }

    private static PodSpec mounting(String claim) {
        return mounting(claim, asking(100));
    }

    private static PodSpec mounting(String claim, PodSpec s) {
        return new PodSpec(
                s.containers(),
                s.initContainers(),
                s.nodeSelector(),
                s.affinity(),
                s.tolerations(),
                s.topologySpread(),
                s.overhead(),
                s.priority(),
                null,
                true,
                30,
                Attachments.ofClaims(claim),
                List.of(),
                s.requests());
    }
}
