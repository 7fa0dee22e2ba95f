package dev.nodecast.sim.world.spec;

/**
 * Everything that one run of the simulated world needs, except the control loop that is to act in it. A spec may be run
 * any number of times: each run asks its suppliers for fresh processes.
 */
public record WorldSpec(RunSpec run, ClusterSpec cluster, CloudSpec cloud, WorkloadSpec workload, MeasureSpec measure) {

    public WorldSpec withRun(RunSpec newRun) {
        return new WorldSpec(newRun, cluster, cloud, workload, measure);
    }
}
