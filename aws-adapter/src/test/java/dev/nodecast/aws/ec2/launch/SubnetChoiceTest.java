package dev.nodecast.aws.ec2.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.ec2.Aws;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass.Subnet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** In which subnet of a zone an instance is launched. */
class SubnetChoiceTest {

    private final SubnetChoice choice = new SubnetChoice();

    @Test
    void inEachZoneItIsTheOneWithTheMostFreeAddresses() {
        assertThat(ids(choice.take(nodeClass(subnet("s1", "a", 10), subnet("s2", "a", 90), subnet("s3", "b", 5)), 30)))
                .containsExactly("s2", "s3");
    }

    @Test
    void launchesOnTheirWayCountAsHavingTheirAddresses() {
        ResolvedNodeClass nodeClass = nodeClass(subnet("s1", "a", 80), subnet("s2", "a", 90));

        assertThat(ids(choice.take(nodeClass, 30))).containsExactly("s2"); // leaves 60
        assertThat(ids(choice.take(nodeClass, 30))).containsExactly("s1"); // leaves 50
        assertThat(ids(choice.take(nodeClass, 30))).containsExactly("s2");
    }

    @Test
    void zonesThatTheLaunchDidNotGoToGetTheirsBack() {
        ResolvedNodeClass nodeClass = nodeClass(subnet("s1", "a", 80), subnet("s2", "a", 90), subnet("s3", "b", 50));
        SortedMap<String, Subnet> taken = choice.take(nodeClass, 30);

        choice.settle(taken, "b", 30);

        assertThat(ids(choice.take(nodeClass, 30))).containsExactly("s2", "s3");
    }

    @Test
    void whatEc2CountsAnewReplacesOurOwnAccount() {
        choice.take(nodeClass(subnet("s1", "a", 80), subnet("s2", "a", 90)), 30);

        assertThat(ids(choice.take(nodeClass(subnet("s1", "a", 80), subnet("s2", "a", 88)), 30)))
                .containsExactly("s2");
    }

    @Test
    void aSubnetThatIsExhaustedComesLast() {
        Subnet full = subnet("s2", "a", 90);
        choice.exhausted(full);

        assertThat(ids(choice.take(nodeClass(subnet("s1", "a", 80), full), 30))).containsExactly("s1");
    }

    private static List<String> ids(SortedMap<String, Subnet> taken) {
        return taken.values().stream().map(Subnet::id).toList();
    }

    private static Subnet subnet(String id, String zone, int free) {
        return new Subnet(id, zone, "", free);
    }

    private static ResolvedNodeClass nodeClass(Subnet... subnets) {
        return new ResolvedNodeClass(
                Aws.nodeClass(Map.of()), List.of(subnets), List.of(), List.of(), "", List.of(), List.of());
    }
}
