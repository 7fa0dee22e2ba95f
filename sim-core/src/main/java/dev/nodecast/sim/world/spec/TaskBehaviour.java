package dev.nodecast.sim.world.spec;

import dev.nodecast.sim.random.RandomStream;

/**
 * How the executions of a queue's jobs end when they do not simply end. The rules are Celery's (user guide, "Tasks" and
 * "Workers"; {@code celery/worker/request.py}).
 *
 * @param failureProbability of an execution to raise an exception, at an instant uniform over its length; it is retried
 * @param workerLostProbability of an execution to lose its child process, to the kernel's out-of-memory killer for one, at
 *     an instant uniform over its length; Celery marks the job as failed (WorkerLostError) unless
 *     {@link WorkerBehaviour.Delivery#rejectOnWorkerLost}
 */
public record TaskBehaviour(
        double failureProbability, double workerLostProbability, Retries retries, TimeLimits limits) {

    /** Every execution succeeds, however long it takes. */
    public static final TaskBehaviour PLAIN = new TaskBehaviour(0, 0, Retries.NONE, TimeLimits.NONE);

    /**
     * Exponential back-off: the r-th retry waits {@code min(backoffMax, backoff × 2^r)} from r = 0, or with jitter a whole
     * number of seconds uniform from 0 to that ({@code celery/utils/time.py}, get_exponential_backoff_interval).
     *
     * @param max max_retries; a job that fails once more is failed for good
     */
    public record Retries(int max, long backoffNs, long backoffMaxNs, boolean jitter) {

        public static final Retries NONE = new Retries(0, 0, 0, false);

        /** @param retries so many there were already */
        public long countdownNs(int retries, RandomStream random) {
            int doublings = Math.min(retries, 62 - (64 - Long.numberOfLeadingZeros(backoffNs)));
            long longestNs = Math.min(backoffMaxNs, backoffNs << Math.max(0, doublings));
            return jitter
                    ? Seconds.NS * random.nextInt((int) Math.min(1 << 30, longestNs / Seconds.NS) + 1)
                    : longestNs;
        }
    }

    /**
     * Limits on the length of an execution, counted from its start; 0 for none.
     *
     * @param softNs SoftTimeLimitExceeded is raised in the task
     * @param hardNs the child process is killed; the job is failed (TimeLimitExceeded) and not retried
     * @param onSoft what the task does when it catches the exception
     */
    public record TimeLimits(long softNs, long hardNs, OnSoftLimit onSoft) {
        public static final TimeLimits NONE = new TimeLimits(0, 0, OnSoftLimit.FAIL);
    }

    /** What a task does with SoftTimeLimitExceeded. */
    public enum OnSoftLimit {
        /** It fails for good. */
        FAIL,
        /** It is retried like after any other failure. */
        RETRY,
        /** It saves its progress, which takes as long as at SIGTERM, and publishes itself again. */
        REQUEUE
    }

    public TaskBehaviour {
        boolean probabilities = failureProbability >= 0
                && workerLostProbability >= 0
                && failureProbability + workerLostProbability <= 1;
        boolean times = limits.softNs >= 0 && limits.hardNs >= 0 && retries.backoffNs >= 0 && retries.backoffMaxNs >= 0;
        if (!probabilities || !times || retries.max < 0) {
            throw new IllegalArgumentException("found " + failureProbability + " and " + workerLostProbability
                    + " as probabilities, " + retries + " and " + limits
                    + "; expected probabilities that add up to at most 1, and no negative time or count");
        }
    }

    /** Whether every execution simply ends. */
    public boolean plain() {
        return failureProbability == 0 && workerLostProbability == 0 && limits.softNs == 0 && limits.hardNs == 0;
    }
}
