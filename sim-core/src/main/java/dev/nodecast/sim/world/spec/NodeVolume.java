package dev.nodecast.sim.world.spec;

import dev.nodecast.scheduler.billing.ServiceItem;

/**
 * A volume that every node of a pool has from its launch to its termination.
 *
 * @param nodePool the NodePool or fixed fleet
 * @param item charged per GiB-second
 */
public record NodeVolume(String nodePool, long gib, ServiceItem item) {}
