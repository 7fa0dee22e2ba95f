package dev.nodecast.sim.world.spec;

import java.util.List;

/**
 * Everything that one run of the simulated world needs, except the control loop that is to act in it. A spec may be run
 * any number of times: each run asks its suppliers for fresh processes.
 *
 * @param actions what people do to the cluster meanwhile
 * @param controlPlane how much time the cluster's own controllers take
 */
public record WorldSpec(
        RunSpec run,
        ClusterSpec cluster,
        CloudSpec cloud,
        WorkloadSpec workload,
        MeasureSpec measure,
        List<PlannedAction> actions,
        ControlPlane controlPlane) {

    public WorldSpec {
        actions = List.copyOf(actions);
    }

    /** A world that people leave alone, and whose controllers take no time. */
    public WorldSpec(RunSpec run, ClusterSpec cluster, CloudSpec cloud, WorkloadSpec workload, MeasureSpec measure) {
        this(run, cluster, cloud, workload, measure, List.of(), ControlPlane.INSTANT);
    }

    public WorldSpec withRun(RunSpec newRun) {
        return new WorldSpec(newRun, cluster, cloud, workload, measure, actions, controlPlane);
    }
}
