package dev.nodecast.scenarios.file;

import dev.nodecast.scenarios.file.binding.Doc;
import dev.nodecast.scenarios.file.value.FileRef;
import dev.nodecast.scenarios.file.value.TimeDistribution;
import dev.nodecast.scenarios.workload.WorkloadPresets;
import dev.nodecast.sim.world.spec.MetricsSpec;
import dev.nodecast.sim.world.spec.TaskBehaviour;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Jobs, their queues, and who works on them. */
public record WorkloadFile(
        @Doc("Queues by name, as the broker and the metrics call them.")
        Map<String, Queue> queues,

        @Doc("Jobs of a trace, with their own service times.")
        Optional<JobTraceFile> trace,

        @Doc("Deployments whose pods take jobs.") List<WorkersFile> workers,
        @Doc("How queue lengths reach autoscalers.") Metrics metrics,

        @Doc("Deployments whose replicas are as recorded; their autoscalers are left out.")
        List<Replicas> replicas) {

    public static final WorkloadFile DEFAULTS =
            new WorkloadFile(Map.of(), Optional.empty(), List.of(), Metrics.DEFAULTS, List.of());

    /** Replicas of a Deployment over time. */
    public record Replicas(
            @Doc(value = "The Deployment, as namespace/name.", required = true)
            String deployment,

            @Doc(
                    value = "CSV (time, replicas) or JSON of Prometheus' query_range, relative to this file.",
                    required = true)
            FileRef file,

            @Doc("Which series, where the file has several.")
            Optional<String> series,

            @Doc("Whether it begins again at its end, which is its last time.")
            boolean repeat) {

        public static final Replicas DEFAULTS =
                new Replicas("default/worker", ArrivalsFile.Measurement.DEFAULTS.file(), Optional.empty(), false);
    }

    /** A queue, its demand and its work. */
    public record Queue(
            @Doc("When jobs arrive; no jobs where absent (a trace may bring them).")
            Optional<ArrivalsFile> arrivals,

            @Doc("How long a worker of speed 1 takes for a job.")
            TimeDistribution service,

            @Doc(
                    value =
                            "How fast instance types do the jobs of this queue, beside the workers' own speed; 1 where not named.",
                    min = 0.001)
            Map<String, Double> speed,

            @Doc("Executions that fail.") Failures failures,
            @Doc("What happens after an exception.") Retries retries,
            @Doc("Celery's time limits.") TimeLimits timeLimits) {

        public static final Queue DEFAULTS = new Queue(
                Optional.empty(),
                new TimeDistribution(Objects.requireNonNull(
                        WorkloadPresets.distributionsSeconds().get("genai-sd"))),
                Map.of(),
                Failures.DEFAULTS,
                Retries.DEFAULTS,
                TimeLimits.DEFAULTS);
    }

    /** Executions that fail, at an instant uniform over their length. */
    public record Failures(
            @Doc(value = "Probability of an execution to raise an exception.", min = 0, max = 1)
            double probability,

            @Doc(
                    value =
                            "Probability of an execution to lose its child process, to the out-of-memory killer for one; the job fails, unless rejectOnWorkerLost.",
                    min = 0,
                    max = 1)
            double workerLost) {

        public static final Failures DEFAULTS = new Failures(0, 0);
    }

    /** Celery's retries with exponential back-off. The r-th waits {@code min(backoffMax, backoff × 2^r)} from r = 0. */
    public record Retries(
            @Doc(value = "Celery's max_retries; after so many the job has failed.", min = 0, max = 10000)
            int max,

            @Doc("Celery's retry_backoff, doubled each time.")
            Duration backoff,

            @Doc("Celery's retry_backoff_max; the same as backoff for a constant delay.")
            Duration backoffMax,

            @Doc("Celery's retry_jitter: a whole number of seconds uniform from 0 to that.")
            boolean jitter) {

        public static final Retries DEFAULTS = new Retries(0, Duration.ofSeconds(1), Duration.ofMinutes(10), true);
    }

    /** Celery's task_soft_time_limit and task_time_limit, counted from the start of an execution. */
    public record TimeLimits(
            @Doc("When SoftTimeLimitExceeded is raised; 0s for never.")
            Duration soft,

            @Doc("When the child process is killed and the job has failed; 0s for never.")
            Duration hard,

            @Doc("What the task does with SoftTimeLimitExceeded: fail for good, retry, or save and requeue itself.")
            TaskBehaviour.OnSoftLimit onSoft) {

        public static final TimeLimits DEFAULTS =
                new TimeLimits(Duration.ZERO, Duration.ZERO, TaskBehaviour.OnSoftLimit.FAIL);
    }

    /** Jobs of a trace. */
    public record JobTraceFile(
            @Doc(value = "A job trace in any format that is read, relative to this file.", required = true)
            FileRef file,

            @Doc("Queue of each of the trace's groups (priority class, virtual cluster, …).")
            Map<String, String> groups,

            @Doc("Queue of the jobs of other groups; the first queue where absent.")
            Optional<String> otherwise,

            @Doc("How much of the trace's beginning is left out.")
            Duration skip) {

        public static final JobTraceFile DEFAULTS =
                new JobTraceFile(ArrivalsFile.Measurement.DEFAULTS.file(), Map.of(), Optional.empty(), Duration.ZERO);
    }

    /** How queue lengths reach autoscalers. */
    public record Metrics(
            @Doc("Metrics with one series per queue.") List<QueueMetric> queues,

            @Doc("How often the exporter is scraped; 0s for always up to date.")
            Duration scrapeInterval,

            @Doc("From a scrape until the metrics API serves it.")
            Duration delay) {

        public static final Metrics DEFAULTS =
                new Metrics(List.of(QueueMetric.DEFAULTS), Duration.ofSeconds(30), Duration.ofSeconds(5));
    }

    /** A metric with one series per queue. */
    public record QueueMetric(
            @Doc("Its name.") String name,

            @Doc("The label whose value is the queue's name.")
            String queueLabel,

            @Doc("Which jobs it counts.") MetricsSpec.Counted counts) {

        public static final QueueMetric DEFAULTS =
                new QueueMetric("celery_queue_length", "queue_name", MetricsSpec.Counted.WAITING);
    }
}
