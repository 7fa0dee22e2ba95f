package dev.nodecast.sim.world.spec;

import dev.nodecast.sim.random.Distribution;

/**
 * Times of EC2's own actions, in seconds.
 *
 * @param fleetCallS a call of CreateFleet until its answer
 * @param pendingS from the answer until the instance is running and billed
 * @param shutdownS from the call of TerminateInstances until the instance is terminated; billing ends at its beginning
 */
public record CloudTimings(Distribution fleetCallS, Distribution pendingS, Distribution shutdownS) {

    /** CreateFleet answers in 2–3 s (Karpenter's AWS provider); pending and shutting-down take tens of seconds. */
    public static final CloudTimings DEFAULT = new CloudTimings(
            Distribution.constant(2.5), Distribution.lognormal(8, 0.3), Distribution.lognormal(40, 0.3));

    public static final CloudTimings INSTANT =
            new CloudTimings(Distribution.constant(0), Distribution.constant(0), Distribution.constant(0));
}
