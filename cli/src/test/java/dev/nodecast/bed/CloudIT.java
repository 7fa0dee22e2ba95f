package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.testbed.http.Faults;
import dev.nodecast.aws.testbed.world.Machine;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The live controller with EC2 of the simulated market. */
@OnTheBed
class CloudIT {

    private static final Duration PATIENCE = CloudWorld.PATIENCE;

    private static CloudWorld begin(Cluster cluster) throws Exception {
        CloudWorld world = CloudWorld.begin(cluster, Faults.Rates.NONE);
        world.controller();
        return world;
    }

    @Test
    void launchesWhatIsNeededAndNoMoreAndEndsIt(Cluster cluster) throws Exception {
        CloudWorld world = begin(cluster);
        CloudAccount account = world.account();

        world.scaleAndRun(5);

        cluster.isConsistent();
        assertThat(account.launched()).as("one instance for each worker").isEqualTo(5);
        assertThat(account.alive()).allSatisfy(machine -> {
            assertThat(machine.instance().offer().capacityType()).isEqualTo("spot");
            assertThat(machine.tags())
                    .containsEntry("karpenter.sh/nodepool", "gpu")
                    .containsEntry("team", "gpu")
                    .containsKey("karpenter.sh/nodeclaim");
        });
        assertThat(cluster.nodes())
                .allSatisfy(node -> assertThat(node.getSpec().getTaints())
                        .extracting(taint -> taint.getKey())
                        .containsExactly("nvidia.com/gpu"));

        cluster.scale("default", "worker", 0);
        cluster.eventually(
                "no instance is left",
                PATIENCE,
                () -> account.alive().isEmpty() && cluster.claims().isEmpty());
        assertThat(account.launched()).isEqualTo(5);
    }

    /** Notice, cordon, eviction, replacement; and the instance is ended before EC2 would. */
    @Test
    void aBusyNodeIsEmptiedBeforeItsInstanceIsTaken(Cluster cluster) throws Exception {
        CloudWorld world = begin(cluster);
        CloudAccount account = world.account();
        world.scaleAndRun(2);
        Machine victim = account.alive().getFirst();
        Node node = world.nodeOf(victim);
        String worker = world.workersOn(node).getFirst().getMetadata().getName();

        account.interrupt(victim);

        cluster.eventually(
                "the node takes no more pods",
                PATIENCE,
                () -> cluster.nodes().stream()
                        .filter(present -> present.getMetadata()
                                .getName()
                                .equals(node.getMetadata().getName()))
                        .allMatch(present -> CloudWorld.tainted(present, "karpenter.sh/disrupted")));
        cluster.eventually(
                "its worker goes",
                Duration.ofSeconds(15),
                () -> cluster.pods("default").stream()
                        .filter(pod -> pod.getMetadata().getName().equals(worker))
                        .allMatch(pod -> pod.getMetadata().getDeletionTimestamp() != null));
        cluster.eventually("two workers run", PATIENCE, () -> cluster.running("default") == 2);
        cluster.eventually("the instance has ended", PATIENCE, () -> !victim.alive());
        assertThat(victim.stateReason()).as("who ended it").isEqualTo("Client.UserInitiatedShutdown");
        cluster.isConsistent();
        assertThat(account.launched()).as("one replacement").isEqualTo(3);
        cluster.eventually(
                "the queue is read", PATIENCE, () -> account.aws().queue().size() == 0);
    }

    @Test
    void messagesTwiceOfStrangersAndOfNoSenseDoNoHarm(Cluster cluster) throws Exception {
        CloudWorld world = begin(cluster);
        CloudAccount account = world.account();
        world.scaleAndRun(2);
        Machine victim = account.alive().getFirst();
        String notice = """
                {"version":"0","source":"aws.ec2","detail-type":"EC2 Spot Instance Interruption Warning","account":"111122223333",
                 "time":"2026-11-26T00:00:00Z","region":"ap-northeast-2","resources":[],"id":"x",
                 "detail":{"instance-id":"%s","instance-action":"terminate"}}""";

        account.aws().queue().send("no JSON at all");
        account.aws().queue().send("{}");
        account.aws().queue().send(notice.formatted("i-0ffffffffffffffff"));
        account.interrupt(victim);
        account.aws().queue().send(notice.formatted(victim.id()));
        account.aws().queue().send(notice.formatted(victim.id()));

        cluster.eventually("the instance has ended", PATIENCE, () -> !victim.alive());
        cluster.eventually("two workers run", PATIENCE, () -> cluster.running("default") == 2);
        cluster.isConsistent();
        assertThat(account.launched()).as("one replacement").isEqualTo(3);
    }

    @Test
    void aZoneWithoutSpotIsPassedOver(Cluster cluster) throws Exception {
        CloudWorld world = begin(cluster);
        CloudAccount account = world.account();
        account.noMoreSpot(CloudAccount.ZONES.getFirst());

        world.scaleAndRun(3);

        cluster.isConsistent();
        assertThat(account.alive()).allMatch(in(CloudAccount.ZONES.getLast()).and(bought("spot")));
        assertThat(account.launched()).isEqualTo(3);
    }

    @Test
    void withoutSpotAnywhereOnDemandServes(Cluster cluster) throws Exception {
        CloudWorld world = begin(cluster);
        CloudAccount account = world.account();
        CloudAccount.ZONES.forEach(account::noMoreSpot);

        world.scaleAndRun(3);

        cluster.isConsistent();
        assertThat(account.alive()).allMatch(bought("on-demand"));
        assertThat(account.launched()).isEqualTo(3);
    }

    private static Predicate<Machine> in(String zone) {
        return machine -> machine.order().subnet().zone().equals(zone);
    }

    private static Predicate<Machine> bought(String capacityType) {
        return machine -> machine.instance().offer().capacityType().equals(capacityType);
    }

    @Test
    void callsThatFailAreTriedAgainAndBuyNothingTwice(Cluster cluster) throws Exception {
        CloudWorld world = CloudWorld.begin(cluster, Faults.Rates.some());
        world.controller();

        world.scaleAndRun(8);

        cluster.isConsistent();
        assertThat(world.account().launched())
                .as("one instance for each worker")
                .isEqualTo(8);
    }

    @Test
    void anInstanceThatIsGoneTakesItsClaimAlong(Cluster cluster) throws Exception {
        CloudWorld world = begin(cluster);
        CloudAccount account = world.account();
        world.scaleAndRun(2);
        Machine victim = account.alive().getFirst();

        account.aws().account().call(() -> {
            account.aws().account().terminate(victim);
            return victim;
        });

        cluster.eventually(
                "its claim is gone",
                PATIENCE,
                () -> cluster.claims().stream()
                        .noneMatch(claim ->
                                victim.instance().providerId().equals(claim.<Object>get("status", "providerID"))));
        cluster.eventually("two workers run", Duration.ofMinutes(2), () -> cluster.running("default") == 2);
        cluster.isConsistent();
    }
}
