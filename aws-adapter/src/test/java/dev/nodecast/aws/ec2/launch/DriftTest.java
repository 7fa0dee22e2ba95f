package dev.nodecast.aws.ec2.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.ec2.Aws;
import dev.nodecast.aws.ec2.nodeclass.Condition;
import dev.nodecast.aws.ec2.nodeclass.NodeClassHash;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass.Ami;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass.SecurityGroup;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass.Subnet;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which changes make an instance differ from what would be launched today. */
class DriftTest {

    private static final InstanceType TYPE = new InstanceType(
            "g5.xlarge",
            Resources.NONE,
            Resources.NONE,
            new TreeMap<>(Map.of(WellKnown.ARCH, List.of("amd64"))),
            List.of());

    private final List<Subnet> subnets = List.of(new Subnet("subnet-1", "a", "", 1));
    private final List<SecurityGroup> groups = List.of(new SecurityGroup("sg-2", ""), new SecurityGroup("sg-1", ""));
    private final List<Ami> amis =
            List.of(new Ami("ami-1", "", "", false, List.of(NodeSelectorRequirement.in(WellKnown.ARCH, "amd64"))));

    @Test
    void anInstanceThatIsAsItWouldBeTodayHasNotDrifted() {
        assertThat(drift(nodeClass(subnets, groups, amis))).isNull();
    }

    @Test
    void anotherImageSubnetOrGroupIsDrift() {
        Ami newer = new Ami("ami-2", "", "", false, amis.getFirst().requirements());

        assertThat(drift(nodeClass(subnets, groups, List.of(newer, amis.getFirst()))))
                .isEqualTo("AMIDrift");
        assertThat(drift(nodeClass(List.of(new Subnet("subnet-2", "a", "", 1)), groups, amis)))
                .isEqualTo("SubnetDrift");
        assertThat(drift(nodeClass(subnets, groups.subList(0, 1), amis))).isEqualTo("SecurityGroupDrift");
    }

    @Test
    void aReservationThatIsNoLongerNamedIsDrift() {
        assertThat(Drift.of(claim("x"), instance("cr-1"), nodeClass(subnets, groups, amis), List.of(TYPE)))
                .isEqualTo("CapacityReservationDrift");
    }

    @Test
    void aSelectorThatFindsNothingAtTheMomentIsNone() {
        assertThat(drift(nodeClass(List.of(), List.of(), List.of()))).isNull();
    }

    @Test
    void aNodeClassThatHasChangedIsDriftWhereTheMarkIsOurs() {
        ResolvedNodeClass now = nodeClass(subnets, groups, amis);
        String hash = now.nodeClass().hash();

        assertThat(Drift.of(marked(hash, NodeClassHash.VERSION), instance(""), now, List.of(TYPE)))
                .isNull();
        assertThat(Drift.of(marked("old", NodeClassHash.VERSION), instance(""), now, List.of(TYPE)))
                .isEqualTo("NodeClassDrift");
        assertThat(Drift.of(marked("old", "v4"), instance(""), now, List.of(TYPE)))
                .isNull();
    }

    private static String drift(ResolvedNodeClass nodeClass) {
        return Drift.of(claim("x"), instance(""), nodeClass, List.of(TYPE));
    }

    private static Instance instance(String reservation) {
        return new Instance(
                "i-1",
                "a",
                "g5.xlarge",
                "spot",
                reservation,
                "ami-1",
                "subnet-1",
                List.of("sg-1", "sg-2"),
                new TreeMap<>(),
                false);
    }

    private static NodeClaim claim(String name) {
        return new NodeClaim(
                ObjectMeta.named(name),
                List.of(),
                List.of(),
                List.of(),
                Resources.NONE,
                new NodeClaim.NodeClassRef("karpenter.k8s.aws", "EC2NodeClass", "gpu"),
                null,
                null,
                NodeClaim.Status.NEW);
    }

    private static NodeClaim marked(String hash, String version) {
        NodeClaim claim = claim("x");
        return claim.withMeta(claim.meta()
                .withAnnotations(
                        Labels.of(Map.of(NodeClassHash.ANNOTATION, hash, NodeClassHash.VERSION_ANNOTATION, version))));
    }

    private static ResolvedNodeClass nodeClass(List<Subnet> subnets, List<SecurityGroup> groups, List<Ami> amis) {
        return new ResolvedNodeClass(
                Aws.nodeClass(Map.of()),
                subnets,
                groups,
                amis,
                "nodes",
                List.of(),
                List.of(Condition.met(Condition.READY)));
    }
}
