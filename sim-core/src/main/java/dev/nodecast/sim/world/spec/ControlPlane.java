package dev.nodecast.sim.world.spec;

import dev.nodecast.sim.random.Distribution;

/**
 * How much time the control plane itself takes.
 *
 * @param bindS seconds that kube-scheduler spends on a pod that it binds
 * @param refuseS seconds that it spends on a pod that no node will do for; other pods wait meanwhile
 * @param replicasS seconds from a change of a Deployment or its pods until its pods are created or deleted accordingly
 */
public record ControlPlane(Distribution bindS, Distribution refuseS, Distribution replicasS) {

    /** No time at all, which is near enough where nodes take a minute to come. */
    public static final ControlPlane INSTANT =
            new ControlPlane(Distribution.constant(0), Distribution.constant(0), Distribution.constant(0));
}
