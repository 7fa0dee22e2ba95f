package dev.nodecast.sim.world.spec;

import dev.nodecast.scheduler.billing.ServiceItem;

/**
 * A service used at a constant rate over a part of the run, such as the control plane (1 second per second).
 *
 * @param meteredPerSecond what it uses in a second, in what its rate counts
 * @param fromNs when it begins
 * @param untilNs when it ends; beyond the run's end for services that stay
 */
public record StandingService(ServiceItem item, long meteredPerSecond, long fromNs, long untilNs) {}
