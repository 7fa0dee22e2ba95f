package dev.nodecast.aws.testbed.world;

import dev.nodecast.scheduler.catalog.PriceBook;
import dev.nodecast.sim.world.spec.CloudSpec;
import dev.nodecast.sim.world.spec.NodeStartup;

/**
 * A simulated account.
 *
 * @param prices what is known of the region's instance types, and their listed prices
 * @param cloud what is sold, the market and EC2's own times
 * @param startup from an instance that runs to a node that offers all it has
 */
public record AccountSpec(
        Cluster cluster, PriceBook prices, CloudSpec cloud, NodeStartup startup, Pace pace, Quotas quotas) {

    /** The account that everything belongs to. */
    public static final String ACCOUNT = "111122223333";

    /**
     * The cluster that the account holds.
     *
     * @param name also the value of the tag {@code karpenter.sh/discovery} on subnets and security groups
     * @param version of Kubernetes, such as {@code 1.37}
     * @param endpoint of its API server
     * @param certificateAuthority base64 of the PEM; empty where unknown
     */
    public record Cluster(String name, String version, String endpoint, String certificateAuthority) {}

    /**
     * How time and chance go.
     *
     * @param speed simulated seconds in a second of the wall's
     */
    public record Pace(long seed, double speed) {}

    /** The account's limits on running instances, in vCPUs. */
    public record Quotas(int spotVcpus, int onDemandVcpus) {
        public static final Quotas NONE = new Quotas(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    public String region() {
        return prices.region();
    }
}
