package dev.nodecast.aws.testbed;

import dev.nodecast.aws.testbed.http.Faults;
import dev.nodecast.aws.testbed.world.AccountSpec;
import dev.nodecast.scheduler.catalog.Catalogue;
import dev.nodecast.scheduler.catalog.InstanceTypes;
import dev.nodecast.scheduler.catalog.NodeSizingOptions;
import dev.nodecast.scheduler.catalog.PriceBook;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.world.market.CalmMarket;
import dev.nodecast.sim.world.spec.CloudSpec;
import dev.nodecast.sim.world.spec.CloudTimings;
import dev.nodecast.sim.world.spec.InterruptionSpec;
import dev.nodecast.sim.world.spec.NodeStartup;
import dev.nodecast.sim.world.spec.OnDemandCapacity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Accounts of a calm market in Seoul in which everything is quick. */
final class Accounts {

    static final String CLUSTER = "test-cluster";

    private Accounts() {}

    static SimulatedAws calm() {
        return with(Faults.Rates.NONE, AccountSpec.Quotas.NONE);
    }

    static SimulatedAws with(Faults.Rates rates, AccountSpec.Quotas quotas) {
        PriceBook prices = PriceBook.list(Catalogue.bundled().region("ap-northeast-2"));
        List<InstanceType> types = InstanceTypes.of(prices, List.of(), NodeSizingOptions.DEFAULT);
        SequencedMap<String, List<InstanceType>> sold = new LinkedHashMap<>();
        sold.put("", types);
        CloudSpec cloud = new CloudSpec(
                sold,
                CalmMarket.of(types),
                OnDemandCapacity.UNLIMITED,
                new CloudTimings(seconds(0.02), seconds(0.05), seconds(0.05)),
                new InterruptionSpec(1, null, true, null),
                List.of(),
                CloudSpec.BillingSpec.STANDARD);
        AccountSpec spec = new AccountSpec(
                new AccountSpec.Cluster(CLUSTER, "1.37", "https://127.0.0.1:6443", ""),
                prices,
                cloud,
                NodeStartup.INSTANT,
                new AccountSpec.Pace(1, 1),
                quotas);
        try {
            return new SimulatedAws(spec, rates, 0);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private static Distribution seconds(double value) {
        return Distribution.constant(value);
    }
}
