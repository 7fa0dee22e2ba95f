package dev.nodecast.scheduler.catalog;

/** What an instance type is or is not. */
public enum InstanceTrait {
    BARE_METAL,
    /** CPU by credits (t families). */
    BURSTABLE,
    /** Sold on the spot market. */
    SPOT
}
