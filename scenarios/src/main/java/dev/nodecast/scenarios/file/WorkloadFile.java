package dev.nodecast.scenarios.file;

import dev.nodecast.scenarios.file.binding.Doc;
import dev.nodecast.scenarios.file.value.Bytes;
import dev.nodecast.scenarios.file.value.FileRef;
import dev.nodecast.scenarios.file.value.JobRate;
import dev.nodecast.scenarios.file.value.TimeDistribution;
import dev.nodecast.scenarios.workload.DemandKind;
import dev.nodecast.scenarios.workload.WorkloadPresets;
import dev.nodecast.sim.world.spec.MetricsSpec;
import dev.nodecast.sim.world.spec.TaskBehaviour;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
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

        @Doc("Deployments whose pods take jobs.") List<Workers> workers,
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
                new Replicas("default/worker", Measurement.DEFAULTS.file(), Optional.empty(), false);
    }

    /** A queue, its demand and its work. */
    public record Queue(
            @Doc("When jobs arrive; no jobs where absent (a trace may bring them).")
            Optional<Arrivals> arrivals,

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

    /** Generated arrivals, or a measurement of your own. */
    public record Arrivals(
            @Doc("Mean rate, such as 40/h or 1000/d; with a measurement this stays 0/h.")
            JobRate rate,

            @Doc("Rhythm of the day.") Rhythm rhythm,

            @Doc(value = "24 weights for the hours of the day from midnight; instead of a rhythm.", min = 0)
            List<Double> hours,

            @Doc(value = "7 weights for the days of the week, Monday first.", min = 0)
            List<Double> weekdays,

            @Doc(
                    value =
                            "Hourly index of dispersion besides the rhythm: 1 is plain Poisson, real traces have 5 to 150.",
                    min = 1,
                    max = 100000)
            double dispersion,

            @Doc(value = "Mean number of jobs that arrive together.", min = 1, max = 100000)
            double batch,

            @Doc("Bursts on top.") Optional<Bursts> bursts,
            @Doc("Your own measurement, instead of a rate.") Optional<Measurement> measured) {

        public static final Arrivals DEFAULTS = new Arrivals(
                JobRate.NONE, Rhythm.FLAT, List.of(), List.of(), 20, 1, Optional.empty(), Optional.empty());
    }

    /** Daily rhythms: flat, office hours with an evening peak, or measured ones. */
    public enum Rhythm {
        FLAT,
        /** Low at night, a plateau by day, a peak in the evening: a consumer product. */
        CONSUMER,
        GENAI_SD,
        OPENB_2023,
        PHILLY_MONTH,
        SERVEGEN_M_SMALL,
        SERVEGEN_DEEPSEEK_R1
    }

    /** Times of much higher demand. */
    public record Bursts(
            @Doc("Mean time between two bursts.") Duration every,
            @Doc("Mean length of a burst.") Duration length,

            @Doc(value = "Rate within a burst over the rate outside.", min = 1, max = 1000)
            double intensity) {

        public static final Bursts DEFAULTS = new Bursts(Duration.ofHours(12), Duration.ofMinutes(20), 5);
    }

    /** A CSV or Prometheus export of your own. */
    public record Measurement(
            @Doc(
                    value = "CSV (time, value) or JSON of Prometheus' query_range, relative to this file.",
                    required = true)
            FileRef file,

            @Doc("What its values are.") DemandKind kind,

            @Doc("Which series, where the file has several.")
            Optional<String> series,

            @Doc(value = "Workers that served the queue then; for queue-length only.", min = 0)
            double workers,

            @Doc(value = "Factor on the demand.", min = 0, max = 1000000)
            double scale,

            @Doc("Whether it begins again at its end.") boolean repeat) {

        public static final Measurement DEFAULTS = new Measurement(
                new FileRef("", dev.nodecast.scheduler.diagnostics.SourceMark.of("", 0, 0)),
                DemandKind.PER_SECOND,
                Optional.empty(),
                1,
                1,
                false);
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
                new JobTraceFile(Measurement.DEFAULTS.file(), Map.of(), Optional.empty(), Duration.ZERO);
    }

    /** The pods of a Deployment take jobs. */
    public record Workers(
            @Doc(value = "The Deployment, as namespace/name.", required = true)
            String deployment,

            @Doc("Queues in the order in which a worker looks for work; empty for all, in their order.")
            List<String> queues,

            @Doc(
                    "priority: a later queue is served only while all earlier ones are empty; round-robin: a queue that was served goes to the end, which is kombu's default with Redis.")
            QueueOrder queueOrder,

            @Doc(value = "Jobs that a pod works on at once.", min = 1)
            int concurrency,

            @Doc("What concurrency means where a pod serves jobs in batches, as inference servers do.")
            Batching batching,

            @Doc(
                    value = "Celery's worker_prefetch_multiplier: messages that a pod holds, times its concurrency.",
                    min = 1,
                    max = 1000)
            int prefetchMultiplier,

            @Doc(
                    "Celery's acks_late: a message in progress counts as held, and comes back if its worker is lost; without it so many more are held, and what is in progress is lost with its worker.")
            boolean acksLate,

            @Doc(
                    "Celery's task_reject_on_worker_lost: a job whose child process was killed goes back to the end of its queue instead of failing.")
            boolean rejectOnWorkerLost,

            @Doc(
                    value = "Speed by instance type; a job takes its service time divided by this. 1 where not named.",
                    min = 0.001)
            Map<String, Double> speed,

            @Doc(
                    "What a worker with a job does at SIGTERM: finish it, requeue it, or abandon it to its visibility timeout.")
            WorkerBehaviour.OnSigterm onSigterm,

            @Doc("Whether it saves progress at SIGTERM.") boolean checkpointOnSigterm,

            @Doc("How long saving takes, beside what is written.")
            Duration checkpoint,

            @Doc("What a save writes.") Bytes checkpointSize,

            @Doc("What one worker writes in a second.") Bytes checkpointThroughput,

            @Doc(
                    "own: to a store of its own, such as S3; model-store: to the file system that all pods share, whose throughput limits those that save at SIGTERM at once.")
            CheckpointStore checkpointTo,

            @Doc("How long a worker works between two saves, each of which takes `checkpoint`; 0s for never.")
            Duration checkpointInterval,

            @Doc("How long restoring saved progress takes.") Duration resume,

            @Doc("Whether a job that comes back goes before those that wait.")
            boolean requeueAtHead,

            @Doc(
                    "The broker's visibility_timeout: a message that is not acknowledged so long after its delivery is delivered again, even while its job is still worked on.")
            Duration visibilityTimeout,

            @Doc(
                    "How often a worker looks for such messages, from its start; no worker, no second delivery. 0s: they come back by themselves.")
            Duration restoreInterval,

            @Doc(
                    "What a pod uses: cpu (cores), memory (bytes), or a metric of pods by its name; what HPAs with Resource and Pods metrics see.")
            Map<String, Use> uses) {

        public static final Workers DEFAULTS = new Workers(
                "default/worker",
                List.of(),
                QueueOrder.PRIORITY,
                1,
                Batching.DEFAULTS,
                1,
                true,
                false,
                Map.of(),
                WorkerBehaviour.OnSigterm.REQUEUE,
                true,
                Duration.ofSeconds(2),
                new Bytes(0),
                new Bytes(100L << 20),
                CheckpointStore.OWN,
                Duration.ZERO,
                Duration.ZERO,
                true,
                Duration.ofHours(1),
                Duration.ofSeconds(100), // kombu: every tenth of its calls, which are 10 s apart
                Map.of());
    }

    /** How a pod serves several jobs, or requests, at once. */
    public record Batching(
            @Doc(
                    "none: so many workers that do not feel each other; dynamic: batches of at most so many, which begin and end together (static with a long maxWait); continuous: so many slots, whose jobs come and go and slow each other (LLM servers).")
            dev.nodecast.sim.world.spec.Batching.Mode mode,

            @Doc("dynamic: how long the oldest job of a batch that is not full waits for others.")
            Duration maxWait,

            @Doc(
                    value =
                            "What each further job of a batch adds to its time, as a share of that of one alone: n take 1 + marginal × (n - 1) times as long.",
                    min = 0,
                    max = 1000)
            double marginal) {

        public static final Batching DEFAULTS =
                new Batching(dev.nodecast.sim.world.spec.Batching.Mode.NONE, Duration.ZERO, 0.1);
    }

    /** kombu's queue_order_strategy. */
    public enum QueueOrder {
        PRIORITY,
        ROUND_ROBIN
    }

    /** Where checkpoints are written to. */
    public enum CheckpointStore {
        OWN,
        MODEL_STORE
    }

    /** What a pod uses of something. */
    public record Use(
            @Doc(value = "With no job.", min = 0) double idle,

            @Doc(value = "With as many jobs as it takes at once.", min = 0)
            double busy) {

        public static final Use DEFAULTS = new Use(0, 1);
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
