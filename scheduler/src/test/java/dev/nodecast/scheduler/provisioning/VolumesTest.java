package dev.nodecast.scheduler.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.Attachments;
import dev.nodecast.scheduler.model.Attachments.ClaimMount;
import dev.nodecast.scheduler.model.CsiNode;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorTerm;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.PersistentVolume;
import dev.nodecast.scheduler.model.PersistentVolumeClaim;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.StorageClass;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where pods go because of their volumes, in worlds with zones a and b. */
class VolumesTest {

    private static final String EBS_ZONE = "topology.ebs.csi.aws.com/zone";

    private final World world = new World().type("small", 2_000, 4_096, 0, 0.10).pool("default");

    private static ObjectMeta meta(String namespace, String name, Labels annotations) {
        return new ObjectMeta(namespace, name, name, Labels.NONE, annotations, null, 0, null);
    }

    private void claim(String name, String volume, @Nullable String storageClass) {
        Labels bound = volume.isEmpty() ? Labels.NONE : Labels.of("pv.kubernetes.io/bind-completed", "yes");
        world.cluster
                .storage()
                .see(new PersistentVolumeClaim(meta("default", name, bound), volume, storageClass, false));
    }

    private void volume(String name, NodeSelectorTerm... terms) {
        world.cluster
                .storage()
                .see(new PersistentVolume(ObjectMeta.named(name), PersistentVolume.EBS_DRIVER, false, List.of(terms)));
    }

    private static NodeSelectorTerm in(String key, String... values) {
        return new NodeSelectorTerm(List.of(NodeSelectorRequirement.in(key, values)), List.of());
    }

    private void storageClass(String name, boolean immediate, String... zones) {
        List<List<NodeSelectorRequirement>> allowed =
                zones.length == 0 ? List.of() : List.of(List.of(NodeSelectorRequirement.in(EBS_ZONE, zones)));
        world.cluster
                .storage()
                .see(new StorageClass(ObjectMeta.named(name), "kubernetes.io/aws-ebs", immediate, allowed));
    }

    private void limit(String node, int volumes) {
        world.cluster.storage().see(new CsiNode(node, new TreeMap<>(Map.of(PersistentVolume.EBS_DRIVER, volumes))));
    }

    private static PodSpec mounting(Attachments attachments) {
        PodSpec plain = World.spec(World.request(100, 100, 0), Labels.NONE);
        return World.attached(plain, attachments);
    }

    private void pod(String name, String... claims) {
        world.pod(name, mounting(Attachments.ofClaims(claims)));
    }

    private String sentence() {
        return world.solve().unplaced().getFirst().sentence();
    }

    @Test
    void aPodGoesToTheZoneOfItsBoundVolume() {
        // EBS states the zone under its driver's own label, which is the zone of the node.
        volume("vol", in(EBS_ZONE, "b"));
        claim("data", "vol", "gp3");
        pod("p", "data");
        assertThat(world.solve().claims().getFirst().zones()).containsExactly("b");
    }

    @Test
    void ofSeveralTermsOfAVolumeTheFirstThatIsPossibleHolds() {
        volume("vol", in(WellKnown.ZONE, "elsewhere"), in(WellKnown.ZONE, "a"));
        claim("data", "vol", "gp3");
        pod("p", "data");
        assertThat(world.solve().claims().getFirst().zones()).containsExactly("a");
    }

    @Test
    void twoVolumesMeetWhereBothCanBe() {
        // first: a or b; second: b only. Of the two pairs only b with b can hold.
        volume("first", in(WellKnown.ZONE, "a"), in(WellKnown.ZONE, "b"));
        volume("second", in(WellKnown.ZONE, "b"));
        claim("one", "first", "gp3");
        claim("two", "second", "gp3");
        pod("p", "one", "two");
        assertThat(world.solve().claims().getFirst().zones()).containsExactly("b");
    }

    @Test
    void volumesOfDifferentZonesCannotBeOnOneNode() {
        volume("first", in(WellKnown.ZONE, "a"));
        volume("second", in(WellKnown.ZONE, "b"));
        claim("one", "first", "gp3");
        claim("two", "second", "gp3");
        pod("p", "one", "two");
        assertThat(world.solve().unplaced().getFirst().reasons()).containsExactly(Reason.REQUIREMENTS);
        assertThat(sentence())
                .isEqualTo("pool default: no node can have all of the pod's volumes, which are in different places");
    }

    @Test
    void aClaimThatWaitsForItsPodFollowsTheTopologiesOfItsClass() {
        storageClass("gp3", false, "b");
        claim("data", "", "gp3");
        pod("p", "data");
        assertThat(world.solve().claims().getFirst().zones()).containsExactly("b");
    }

    @Test
    void aClaimMadeWithItsPodBearsThePodsName() {
        storageClass("gp3", false, "a");
        claim("p-scratch", "", "gp3");
        world.pod("p", mounting(new Attachments(List.of(new ClaimMount("scratch", true)), false)));
        assertThat(world.solve().claims().getFirst().zones()).containsExactly("a");
    }

    @Test
    void aLocalVolumeDoesNotTieThePodToItsHost() {
        NodeSelectorTerm onHost = in(WellKnown.HOSTNAME, "some-host");
        world.cluster.storage().see(new PersistentVolume(ObjectMeta.named("disk"), "", true, List.of(onHost)));
        claim("data", "disk", "");
        pod("p", "data");
        assertThat(world.solve().claims()).hasSize(1);
    }

    @Test
    void anyOtherVolumeDoes() {
        volume("disk", in(WellKnown.HOSTNAME, "some-host"));
        claim("data", "disk", "");
        pod("p", "data");
        assertThat(world.solve().claims()).isEmpty();
    }

    @Test
    void aClassThatIsTheDefaultServesAClaimThatNamesNone() {
        Labels isDefault = Labels.of("storageclass.kubernetes.io/is-default-class", "true");
        world.cluster
                .storage()
                .see(new StorageClass(
                        meta("", "gp3", isDefault),
                        "ebs.csi.aws.com",
                        false,
                        List.of(List.of(NodeSelectorRequirement.in(WellKnown.ZONE, "b")))));
        claim("data", "", null);
        pod("p", "data");
        assertThat(world.solve().claims().getFirst().zones()).containsExactly("b");
    }

    @Test
    void podsWhoseClaimsCannotBeServedAreIgnored() {
        storageClass("slow", true);
        claim("at-once", "", "slow");
        claim("classless", "", "");
        claim("wrong-class", "", "none");
        claim("gone", "none", "slow");
        pod("p-1", "missing");
        pod("p-2", "at-once");
        pod("p-3", "classless");
        pod("p-4", "wrong-class");
        pod("p-5", "gone");
        Solution solution = world.solve();
        assertThat(solution.claims()).isEmpty();
        assertThat(solution.unplaced()).allMatch(u -> u.reasons().equals(List.of(Reason.IGNORED)));
        assertThat(solution.unplaced().stream().map(Solution.Unplaced::sentence))
                .containsExactly(
                        "its volume claim missing does not exist",
                        "its volume claim at-once is unbound, and its storage class slow binds at once instead of"
                                + " waiting for the pod",
                        "its volume claim classless is unbound and names no storage class",
                        "its volume claim wrong-class names the storage class none, which does not exist",
                        "its volume claim gone is for the volume none, which does not exist");
    }

    @Test
    void aClaimIsNotBoundBeforeItsBindingIsComplete() {
        volume("vol");
        world.cluster
                .storage()
                .see(new PersistentVolumeClaim(meta("default", "data", Labels.NONE), "vol", "gp3", false));
        pod("p", "data");
        assertThat(sentence()).isEqualTo("its volume claim data is not bound to its volume vol yet");
    }

    @Test
    void aNodeTakesNoMoreVolumesThanItsDriverCanAttach() {
        // n can attach two. p-0 and p-1 bring one each; for p-2 there is no place left, whatever CPU n has.
        world.node("n", 4_000, 8_192);
        limit("n", 2);
        storageClass("gp3", false);
        for (int i = 0; i < 3; i++) {
            claim("data-" + i, "", "gp3");
            pod("p-" + i, "data-" + i);
        }
        Solution solution = world.solve();
        assertThat(names(solution.placements().getFirst().pods())).containsExactly("p-0", "p-1");
        assertThat(names(solution.claims().getFirst().pods())).containsExactly("p-2");
    }

    @Test
    void aClaimThatPodsShareIsAttachedOnce() {
        world.node("n", 4_000, 8_192);
        limit("n", 1);
        storageClass("gp3", false);
        claim("shared", "", "gp3");
        for (int i = 0; i < 3; i++) {
            pod("p-" + i, "shared");
        }
        assertThat(names(world.solve().placements().getFirst().pods())).containsExactly("p-0", "p-1", "p-2");
    }

    @Test
    void aNodeWithMoreThanItsLimitTakesNoPodsAtAll() {
        // Its own pod has two volumes where one can be attached: Karpenter then adds nothing, not even without volumes.
        world.node("n", 4_000, 8_192);
        limit("n", 1);
        storageClass("gp3", false);
        claim("one", "", "gp3");
        claim("two", "", "gp3");
        world.running("running", Labels.NONE, mounting(Attachments.ofClaims("one", "two")), "n");
        pod("p");
        assertThat(world.solve().placements()).isEmpty();
    }

    @Test
    void volumesDoNotNarrowTheDomainsOverWhichAPodIsSpread() {
        // Zone a has two pods of the spread, b none. The volume of p is in a, so that a would get three: skew 3 > 1.
        // Were the volume part of the pod's own wishes, a would be the only domain and p could go there.
        world.node("n", 4_000, 8_192);
        for (int i = 0; i < 2; i++) {
            world.running("r-" + i, Labels.of("app", "x"), World.spec(World.request(100, 100, 0), Labels.NONE), "n");
        }
        volume("vol", in(WellKnown.ZONE, "a"));
        claim("data", "vol", "gp3");
        PodSpec spec = mounting(Attachments.ofClaims("data"))
                .withTopologySpread(List.of(World.spread(1, WellKnown.ZONE, Labels.of("app", "x"))));
        world.pod("p", Labels.of("app", "x"), spec);
        assertThat(world.solve().unplaced().getFirst().reasons()).containsExactly(Reason.TOPOLOGY_SPREAD);
    }

    @Test
    void aPodThatAsksForDevicesByClaimIsRefusedPlainly() {
        world.pod("p", mounting(new Attachments(List.of(), true)));
        Solution.Unplaced left = world.solve().unplaced().getFirst();
        assertThat(left.reasons()).containsExactly(Reason.DYNAMIC_RESOURCES);
        assertThat(left.sentence()).contains("dynamic resource allocation");
    }

    private static List<String> names(List<Pod> pods) {
        return pods.stream().map(pod -> pod.meta().name()).toList();
    }
}
