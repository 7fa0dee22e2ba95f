package dev.nodecast.sim.world.spec;

import dev.nodecast.sim.world.market.CapacityProcess;

/** How many on-demand instances a pool can sell. Unlike spot, a fall takes nobody's instance away. */
@FunctionalInterface
public interface OnDemandCapacity {

    /** On-demand never runs out. */
    OnDemandCapacity UNLIMITED = (instanceType, zone) -> CapacityProcess.constant(CapacityProcess.UNLIMITED);

    /** A fresh process for the pool. */
    CapacityProcess capacity(String instanceType, String zone);
}
