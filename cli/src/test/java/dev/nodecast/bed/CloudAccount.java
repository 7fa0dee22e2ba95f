package dev.nodecast.bed;

import dev.nodecast.aws.testbed.SimulatedAws;
import dev.nodecast.aws.testbed.http.Faults;
import dev.nodecast.aws.testbed.joiner.Joiner;
import dev.nodecast.aws.testbed.joiner.NodeObjects;
import dev.nodecast.aws.testbed.world.AccountSpec;
import dev.nodecast.aws.testbed.world.Machine;
import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scheduler.catalog.Catalogue;
import dev.nodecast.scheduler.catalog.InstanceTypes;
import dev.nodecast.scheduler.catalog.NodeSizingOptions;
import dev.nodecast.scheduler.catalog.PriceBook;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.world.market.CalmMarket;
import dev.nodecast.sim.world.spec.CloudSpec;
import dev.nodecast.sim.world.spec.CloudTimings;
import dev.nodecast.sim.world.spec.InterruptionSpec;
import dev.nodecast.sim.world.spec.NodeStartup;
import dev.nodecast.sim.world.spec.OnDemandCapacity;
import dev.nodecast.sim.world.spec.WorldSpec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;

/** A simulated account in Seoul whose instances join the cluster in about two seconds, and whose notices run for twenty. */
final class CloudAccount implements AutoCloseable {

    static final String CLUSTER = "bed";
    static final List<String> ZONES = List.of("ap-northeast-2a", "ap-northeast-2c");

    private static final AccountSpec.Pace PACE = new AccountSpec.Pace(1, 1);

    private final SimulatedAws aws;
    private final Joiner joiner;

    CloudAccount(Cluster cluster, Faults.Rates faults) throws IOException {
        PriceBook prices = PriceBook.list(Catalogue.bundled().region("ap-northeast-2"));
        List<InstanceType> types = InstanceTypes.of(prices, List.of(), NodeSizingOptions.DEFAULT);
        SequencedMap<String, List<InstanceType>> sold = new LinkedHashMap<>();
        sold.put("", types);
        CloudSpec cloud = new CloudSpec(
                sold,
                CalmMarket.of(types),
                OnDemandCapacity.UNLIMITED,
                new CloudTimings(seconds(0.3), seconds(0.5), seconds(1)),
                new InterruptionSpec(20, null, true, null),
                List.of(),
                CloudSpec.BillingSpec.STANDARD);
        NodeStartup startup = new NodeStartup(
                seconds(1),
                seconds(0.3),
                seconds(0.2),
                seconds(0.5),
                Set.of(Resources.NVIDIA_GPU),
                seconds(3),
                seconds(1));
        this(cluster, new AccountSpec(of(cluster), prices, cloud, startup, PACE, AccountSpec.Quotas.NONE), faults);
    }

    /** The account that a study of the scenario has, but for the cluster that its instances join. */
    CloudAccount(Cluster cluster, Scenario scenario, WorldSpec world) throws IOException {
        this(
                cluster,
                new AccountSpec(
                        of(cluster),
                        scenario.prices(),
                        world.cloud(),
                        world.cluster().nodeStartup(),
                        new AccountSpec.Pace(world.run().seed(), 1),
                        AccountSpec.Quotas.NONE),
                Faults.Rates.NONE);
    }

    private CloudAccount(Cluster cluster, AccountSpec spec, Faults.Rates faults) throws IOException {
        aws = new SimulatedAws(spec, faults, 0);
        joiner = new Joiner(aws.account(), new NodeObjects(cluster.client()));
        aws.account().tell(joiner);
    }

    private static AccountSpec.Cluster of(Cluster cluster) {
        return new AccountSpec.Cluster(
                CLUSTER, "1.37", cluster.client().getMasterUrl().toString(), "");
    }

    /** Simulated time since the account's beginning. */
    long nowNs() {
        return aws.account().call(() -> aws.account().nowNs());
    }

    private static Distribution seconds(double value) {
        return Distribution.constant(value);
    }

    SimulatedAws aws() {
        return aws;
    }

    /** What a controller's process needs to find it. */
    Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL", aws.uri().toString(),
                "AWS_REGION", "ap-northeast-2",
                "AWS_ACCESS_KEY_ID", "key",
                "AWS_SECRET_ACCESS_KEY", "secret");
    }

    /** How many there ever were. */
    int launched() {
        return aws.account().call(() -> aws.account().machines().size());
    }

    List<Machine> alive() {
        return machines(Machine::alive);
    }

    List<Machine> machines(Predicate<Machine> wanted) {
        return aws.account()
                .call(() -> aws.account().machines().stream().filter(wanted).toList());
    }

    void interrupt(Machine machine) {
        aws.account().call(() -> {
            aws.account().interrupt(machine);
            return machine;
        });
    }

    /** No spot capacity is left in a zone, for whatever type; nobody who has some loses it. */
    void noMoreSpot(String zone) {
        aws.account().call(() -> {
            aws.account().instanceTypes().keySet().forEach(type -> {
                int held = (int) aws.account().machines().stream()
                        .filter(Machine::alive)
                        .filter(machine -> machine.instance().type().name().equals(type)
                                && machine.order().subnet().zone().equals(zone))
                        .count();
                aws.account().limit(type, zone, true, held);
            });
            return zone;
        });
    }

    @Override
    public void close() {
        joiner.close();
        aws.close();
    }
}
