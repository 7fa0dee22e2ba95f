package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.testbed.http.Faults;
import dev.nodecast.aws.testbed.world.Machine;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The live controller with EC2 of the simulated market. */
@ExtendWith(Bed.class)
class CloudIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private CloudAccount account;

    private void begin(Cluster cluster, Faults.Rates faults) throws Exception {
        account = new CloudAccount(cluster, faults);
        cluster.applyResource("cloud.yaml");
        cluster.controller(account);
    }

    private void workersRun(Cluster cluster, int count) throws Exception {
        cluster.scale("default", "worker", count);
        cluster.eventually(count + " workers run", PATIENCE, () -> cluster.running("default") == count);
    }

    /** Each instance has its claim, and each claim its instance. */
    private void isConsistent(Cluster cluster) throws Exception {
        cluster.isConsistent();
        cluster.eventually("no instance is an orphan", PATIENCE, () -> {
            List<String> claimed = cluster.claims().stream()
                    .map(claim -> String.valueOf(claim.<Object>get("status", "providerID")))
                    .toList();
            List<String> alive = account.alive().stream()
                    .map(machine -> machine.instance().providerId())
                    .toList();
            return alive.size() == claimed.size() && claimed.containsAll(alive);
        });
    }

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void launchesWhatIsNeededAndNoMoreAndEndsIt(Cluster cluster) throws Exception {
        begin(cluster, Faults.Rates.NONE);

        workersRun(cluster, 5);

        isConsistent(cluster);
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
        begin(cluster, Faults.Rates.NONE);
        workersRun(cluster, 2);
        Machine victim = account.alive().getFirst();
        Node node = nodeOf(cluster, victim);
        String worker = workersOn(cluster, node).getFirst().getMetadata().getName();

        account.interrupt(victim);

        cluster.eventually(
                "the node takes no more pods",
                PATIENCE,
                () -> cluster.nodes().stream()
                        .filter(present -> present.getMetadata()
                                .getName()
                                .equals(node.getMetadata().getName()))
                        .allMatch(present -> tainted(present, "karpenter.sh/disrupted")));
        cluster.eventually(
                "its worker goes",
                Duration.ofSeconds(15),
                () -> cluster.pods("default").stream()
                        .filter(pod -> pod.getMetadata().getName().equals(worker))
                        .allMatch(pod -> pod.getMetadata().getDeletionTimestamp() != null));
        cluster.eventually("two workers run", PATIENCE, () -> cluster.running("default") == 2);
        cluster.eventually("the instance has ended", PATIENCE, () -> !victim.alive());
        assertThat(victim.stateReason()).as("who ended it").isEqualTo("Client.UserInitiatedShutdown");
        isConsistent(cluster);
        assertThat(account.launched()).as("one replacement").isEqualTo(3);
        cluster.eventually(
                "the queue is read", PATIENCE, () -> account.aws().queue().size() == 0);
    }

    private static Node nodeOf(Cluster cluster, Machine machine) {
        return cluster.nodes().stream()
                .filter(node ->
                        machine.instance().providerId().equals(node.getSpec().getProviderID()))
                .findFirst()
                .orElseThrow();
    }

    private static List<Pod> workersOn(Cluster cluster, Node node) {
        return cluster.pods("default").stream()
                .filter(pod -> node.getMetadata().getName().equals(pod.getSpec().getNodeName()))
                .toList();
    }

    private static boolean tainted(Node node, String key) {
        return node.getSpec().getTaints().stream()
                .anyMatch(taint -> taint.getKey().equals(key));
    }

    @Test
    void messagesTwiceOfStrangersAndOfNoSenseDoNoHarm(Cluster cluster) throws Exception {
        begin(cluster, Faults.Rates.NONE);
        workersRun(cluster, 2);
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
        isConsistent(cluster);
        assertThat(account.launched()).as("one replacement").isEqualTo(3);
    }

    @Test
    void aZoneWithoutSpotIsPassedOver(Cluster cluster) throws Exception {
        begin(cluster, Faults.Rates.NONE);
        account.noMoreSpot(CloudAccount.ZONES.getFirst());

        workersRun(cluster, 3);

        isConsistent(cluster);
        assertThat(account.alive()).allMatch(in(CloudAccount.ZONES.getLast()).and(bought("spot")));
        assertThat(account.launched()).isEqualTo(3);
    }

    @Test
    void withoutSpotAnywhereOnDemandServes(Cluster cluster) throws Exception {
        begin(cluster, Faults.Rates.NONE);
        CloudAccount.ZONES.forEach(account::noMoreSpot);

        workersRun(cluster, 3);

        isConsistent(cluster);
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
        begin(cluster, Faults.Rates.some());

        workersRun(cluster, 8);

        isConsistent(cluster);
        assertThat(account.launched()).as("one instance for each worker").isEqualTo(8);
    }

    @Test
    void aControllerKilledInTheMiddleOfLaunchesLosesNoInstance(Cluster cluster) throws Exception {
        account = new CloudAccount(cluster, Faults.Rates.NONE);
        cluster.applyResource("cloud.yaml");
        LiveController first = cluster.controller(account);
        cluster.scale("default", "worker", 6);
        cluster.eventually(
                "the first call is made", PATIENCE, () -> account.aws().calls().containsKey("CreateFleet"));
        first.kill();
        cluster.controller(account);

        cluster.eventually("six workers run", PATIENCE, () -> cluster.running("default") == 6);

        isConsistent(cluster);
        assertThat(account.launched()).as("one instance for each worker").isEqualTo(6);
    }

    @Test
    void anInstanceThatIsGoneTakesItsClaimAlong(Cluster cluster) throws Exception {
        begin(cluster, Faults.Rates.NONE);
        workersRun(cluster, 2);
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
        isConsistent(cluster);
    }
}
