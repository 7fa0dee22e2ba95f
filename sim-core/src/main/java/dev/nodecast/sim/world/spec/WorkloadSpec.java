package dev.nodecast.sim.world.spec;

import dev.nodecast.sim.world.workload.JobSource;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * The jobs, their queues, and who works on them.
 *
 * @param queues names of the queues; a job's queue is an index into this list
 * @param jobs a fresh source for each run
 * @param workers who takes jobs; none for a world without jobs
 * @param metrics the queue lengths that autoscalers can read
 * @param speeds per queue how fast an instance type does its jobs, beside the workers' own speed; 1 for types not named,
 *     and for queues beyond the list
 * @param tasks per queue how executions of its jobs end; {@link TaskBehaviour#PLAIN} for queues beyond the list
 */
public record WorkloadSpec(
        List<String> queues,
        Supplier<JobSource> jobs,
        List<WorkerSpec> workers,
        MetricsSpec metrics,
        List<SortedMap<String, Double>> speeds,
        List<TaskBehaviour> tasks) {

    public WorkloadSpec {
        queues = List.copyOf(queues);
        workers = List.copyOf(workers);
        speeds = List.copyOf(speeds);
        tasks = List.copyOf(tasks);
    }

    /** Jobs of all queues run equally fast on a type. */
    public WorkloadSpec(List<String> queues, Supplier<JobSource> jobs, List<WorkerSpec> workers, MetricsSpec metrics) {
        this(queues, jobs, workers, metrics, List.of(), List.of());
    }

    /** How executions of a queue's jobs end. */
    public TaskBehaviour task(int queue) {
        return queue < tasks.size() ? tasks.get(queue) : TaskBehaviour.PLAIN;
    }

    /** How fast an instance type does the jobs of a queue, the workers' own speed left out. */
    public double speed(int queue, String instanceType) {
        return queue < speeds.size() ? speeds.get(queue).getOrDefault(instanceType, 1.0) : 1;
    }

    /** No jobs and no workers. */
    public static WorkloadSpec none() {
        return new WorkloadSpec(List.of(), NoJobs::new, List.of(), MetricsSpec.NONE);
    }

    private static final class NoJobs implements JobSource {
        @Override
        public boolean advance() {
            return false;
        }

        @Override
        public long arrivalNs() {
            throw new IllegalStateException("there is no job");
        }

        @Override
        public long serviceNs() {
            throw new IllegalStateException("there is no job");
        }

        @Override
        public int queue() {
            throw new IllegalStateException("there is no job");
        }
    }
}
