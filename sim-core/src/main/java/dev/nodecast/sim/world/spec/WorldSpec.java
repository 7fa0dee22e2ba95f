package dev.nodecast.sim.world.spec;

import java.util.List;

/**
 * Everything that one run of the simulated world needs, except the control loop that is to act in it. A spec may be run
 * any number of times: each run asks its suppliers for fresh processes.
 *
 * @param actions what people do to the cluster meanwhile
 */
public record WorldSpec(
        RunSpec run,
        ClusterSpec cluster,
        CloudSpec cloud,
        WorkloadSpec workload,
        MeasureSpec measure,
        List<PlannedAction> actions) {

    public WorldSpec {
        actions = List.copyOf(actions);
    }

    /** A world that people leave alone. */
    public WorldSpec(RunSpec run, ClusterSpec cluster, CloudSpec cloud, WorkloadSpec workload, MeasureSpec measure) {
        this(run, cluster, cloud, workload, measure, List.of());
    }

    public WorldSpec withRun(RunSpec newRun) {
        return new WorldSpec(newRun, cluster, cloud, workload, measure, actions);
    }
}
