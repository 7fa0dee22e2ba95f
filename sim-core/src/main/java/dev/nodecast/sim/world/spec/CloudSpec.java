package dev.nodecast.sim.world.spec;

import dev.nodecast.scheduler.billing.Ec2BillingRules;
import dev.nodecast.scheduler.billing.SavingsPlan;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.sim.world.market.SpotMarket;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The cloud and its prices.
 *
 * @param instanceTypes what each NodePool can buy, by the pool's name; the market's prices replace those that spot
 *     offerings state
 * @param market capacity, price and interruptions of spot
 * @param onDemand capacity of on-demand
 * @param fixedFleets instances that exist by plan, not by the autoscaler
 * @param ageing what becomes of nodes with time
 * @param reservations capacity that is kept free for the account, whoever may launch into it
 */
public record CloudSpec(
        SequencedMap<String, List<InstanceType>> instanceTypes,
        SpotMarket market,
        OnDemandCapacity onDemand,
        CloudTimings timings,
        InterruptionSpec interruption,
        List<FixedFleet> fixedFleets,
        BillingSpec billing,
        List<ReservedInstances> reservations,
        Ageing ageing) {

    /** A cloud whose nodes last for ever. */
    public CloudSpec(
            SequencedMap<String, List<InstanceType>> instanceTypes,
            SpotMarket market,
            OnDemandCapacity onDemand,
            CloudTimings timings,
            InterruptionSpec interruption,
            List<FixedFleet> fixedFleets,
            BillingSpec billing,
            List<ReservedInstances> reservations) {
        this(instanceTypes, market, onDemand, timings, interruption, fixedFleets, billing, reservations, Ageing.NONE);
    }

    /** A cloud in which nothing is reserved. */
    public CloudSpec(
            SequencedMap<String, List<InstanceType>> instanceTypes,
            SpotMarket market,
            OnDemandCapacity onDemand,
            CloudTimings timings,
            InterruptionSpec interruption,
            List<FixedFleet> fixedFleets,
            BillingSpec billing) {
        this(instanceTypes, market, onDemand, timings, interruption, fixedFleets, billing, List.of(), Ageing.NONE);
    }

    public CloudSpec {
        SequencedMap<String, List<InstanceType>> copy = new LinkedHashMap<>();
        instanceTypes.forEach((pool, types) -> copy.put(pool, List.copyOf(types)));
        instanceTypes = Collections.unmodifiableSequencedMap(copy);
        fixedFleets = List.copyOf(fixedFleets);
        reservations = List.copyOf(reservations);
    }

    /**
     * How the bill is made.
     *
     * @param services control plane and whatever else stands beside instances
     * @param volumes what each instance of a NodePool stores; none where empty
     */
    public record BillingSpec(
            Ec2BillingRules rules,
            List<SavingsPlan> savingsPlans,
            List<StandingService> services,
            List<NodeVolume> volumes) {

        /** EC2's rules and nothing else. */
        public static final BillingSpec STANDARD =
                new BillingSpec(Ec2BillingRules.STANDARD, List.of(), List.of(), List.of());

        public BillingSpec {
            savingsPlans = List.copyOf(savingsPlans);
            services = List.copyOf(services);
            volumes = List.copyOf(volumes);
        }
    }
}
