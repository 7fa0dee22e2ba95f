package dev.nodecast.sim.world.spec;

import dev.nodecast.sim.world.workload.JobSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * The jobs, their queues, and who works on them.
 *
 * @param queues names of the queues; a job's queue is an index into this list
 * @param jobs a fresh source for each run
 * @param workers who takes jobs; none for a world without jobs
 * @param metrics the queue lengths that autoscalers can read
 */
public record WorkloadSpec(
        List<String> queues, Supplier<JobSource> jobs, List<WorkerSpec> workers, MetricsSpec metrics) {

    public WorkloadSpec {
        queues = List.copyOf(queues);
        workers = List.copyOf(workers);
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
