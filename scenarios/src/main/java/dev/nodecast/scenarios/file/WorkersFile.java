package dev.nodecast.scenarios.file;

import dev.nodecast.scenarios.file.binding.Doc;
import dev.nodecast.scenarios.file.value.Bytes;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The pods of a Deployment take jobs. */
public record WorkersFile(
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

    public static final WorkersFile DEFAULTS = new WorkersFile(
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
}
