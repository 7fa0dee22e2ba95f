package dev.nodecast.sim.world.market;

/**
 * The spot market of a region: the three processes of every pool (instance type × zone).
 *
 * <p>Each call returns a fresh process that stands at time 0; the same pool gives the same process whatever other pools
 * were asked for before, so that two configurations that are compared see the same market.
 */
public interface SpotMarket {

    /** Capacity of the pool of {@code instanceType} in {@code zone}. */
    CapacityProcess capacity(String instanceType, String zone);

    /** Spot price of the pool of {@code instanceType} in {@code zone}. */
    PriceProcess price(String instanceType, String zone);

    /** Interruptions of single instances in the pool of {@code instanceType} in {@code zone}. */
    HazardModel hazard(String instanceType, String zone);
}
