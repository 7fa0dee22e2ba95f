package dev.nodecast.sim.world.spec;

/**
 * A capacity reservation: instances that EC2 keeps free for the account and bills at the on-demand price, whether they run
 * or not.
 *
 * @param count how many instances it holds
 * @param microUsdPerHour the on-demand price of one
 */
public record ReservedInstances(String id, String instanceType, String zone, int count, long microUsdPerHour) {}
