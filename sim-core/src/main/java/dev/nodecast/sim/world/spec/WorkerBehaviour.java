package dev.nodecast.sim.world.spec;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a job when its worker has to go, and when the broker delivers it again. The broker is Redis as Celery
 * uses it (kombu's {@code transport/redis.py}): a message that is not acknowledged within its visibility timeout, counted
 * from its delivery, is put back into its queue, whether its worker vanished or is still at work; in the second case the job
 * is executed twice (Celery's documentation of the broker, "Caveats").
 *
 * @param onSigterm what the worker does when it is told to stop
 * @param checkpointOnSigterm whether it saves the progress of its job then
 * @param checkpointNs how long saving takes
 * @param checkpointIntervalNs how long a worker works between two times that it saves its progress, each of which takes
 *     {@code checkpointNs} from the work; 0 for never
 * @param resumeNs how long a worker takes to restore saved progress before it goes on
 * @param requeueAtHead whether jobs that come back are taken before those that wait, else after them
 * @param visibilityTimeoutNs when a job that was neither finished nor given back is delivered again
 * @param delivery what is acknowledged when, and how the broker finds what is overdue
 * @param sharedSave what a save at SIGTERM writes to the file system that pods share, after which it takes
 *     {@code checkpointNs} more; null where {@code checkpointNs} is all that it takes. A save now and then takes the time of a
 *     client that is alone
 */
public record WorkerBehaviour(
        OnSigterm onSigterm,
        boolean checkpointOnSigterm,
        long checkpointNs,
        long checkpointIntervalNs,
        long resumeNs,
        boolean requeueAtHead,
        long visibilityTimeoutNs,
        Delivery delivery,
        @Nullable SharedSave sharedSave) {

    private static final long HOUR_NS = 3_600_000_000_000L;

    /** Celery's warm shutdown: finish the job if the grace period allows. Redelivery after an hour (its Redis default). */
    public static final WorkerBehaviour FINISH = new WorkerBehaviour(OnSigterm.FINISH, false, 0, 0, 0, true, HOUR_NS);

    /** Saves, gives the job back to the head of its queue and exits. */
    public static final WorkerBehaviour CHECKPOINT_AND_REQUEUE =
            new WorkerBehaviour(OnSigterm.REQUEUE, true, 2_000_000_000L, 0, 0, true, HOUR_NS);

    /** Gives the job back at once and loses what was not saved. */
    public static final WorkerBehaviour LOSE_UNSAVED =
            new WorkerBehaviour(OnSigterm.REQUEUE, false, 0, 0, 0, true, HOUR_NS);

    /** Saves and exits, and leaves the job to its visibility timeout. */
    public static final WorkerBehaviour CHECKPOINT_AND_ABANDON =
            new WorkerBehaviour(OnSigterm.ABANDON, true, 2_000_000_000L, 0, 0, true, HOUR_NS);

    /**
     * Acknowledgement.
     *
     * @param acksLate whether a message is acknowledged when its job has ended, however it did; else when it begins, and then
     *     the job is lost with its worker
     * @param rejectOnWorkerLost whether a job whose child process was killed goes back to the end of its queue; else it is
     *     failed. With {@code acksLate} only
     * @param restoreIntervalNs how often a worker looks for overdue messages, from its start; 0 for messages that come back by
     *     themselves the moment they are overdue. Kombu looks every 100 s (every 10th of its calls 10 s apart), so a message
     *     comes back late, and not before there is a worker at all
     */
    public record Delivery(boolean acksLate, boolean rejectOnWorkerLost, long restoreIntervalNs) {
        public static final Delivery LATE = new Delivery(true, false, 0);
    }

    /**
     * A checkpoint that is written to the file system that pods share.
     *
     * @param bytesPerSecond of a client that is alone
     */
    public record SharedSave(double bytes, double bytesPerSecond) {
        /** How long a client takes that is alone. */
        public long aloneNs() {
            return Seconds.toNs(bytes / bytesPerSecond);
        }
    }

    /** How long it takes to save now and then. */
    public long periodicCheckpointNs() {
        return checkpointNs + (sharedSave == null ? 0 : sharedSave.aloneNs());
    }

    /** Acknowledged late, redelivered on time. */
    public WorkerBehaviour(
            OnSigterm onSigterm,
            boolean checkpointOnSigterm,
            long checkpointNs,
            long checkpointIntervalNs,
            long resumeNs,
            boolean requeueAtHead,
            long visibilityTimeoutNs) {
        this(
                onSigterm,
                checkpointOnSigterm,
                checkpointNs,
                checkpointIntervalNs,
                resumeNs,
                requeueAtHead,
                visibilityTimeoutNs,
                Delivery.LATE,
                null);
    }

    /** What a worker with a job does at SIGTERM. */
    public enum OnSigterm {
        /** Takes no further job and works on until it is done, or killed. */
        FINISH,
        /** Puts the job back into its queue and exits. */
        REQUEUE,
        /** Exits; the job comes back by its visibility timeout. */
        ABANDON
    }

    public WorkerBehaviour {
        long restoreNs = delivery.restoreIntervalNs;
        if (checkpointNs < 0 || checkpointIntervalNs < 0 || resumeNs < 0 || visibilityTimeoutNs < 0 || restoreNs < 0) {
            throw new IllegalArgumentException("found a negative time in worker behaviour: checkpoint " + checkpointNs
                    + " ns every " + checkpointIntervalNs + " ns, resume " + resumeNs + " ns, visibility timeout "
                    + visibilityTimeoutNs + " ns, restore interval " + restoreNs + " ns; expected 0 or more");
        }
    }

    public WorkerBehaviour withCheckpoint(long newCheckpointNs, long newIntervalNs, long newResumeNs) {
        return new WorkerBehaviour(
                onSigterm,
                checkpointOnSigterm,
                newCheckpointNs,
                newIntervalNs,
                newResumeNs,
                requeueAtHead,
                visibilityTimeoutNs,
                delivery,
                sharedSave);
    }

    public WorkerBehaviour with(Delivery newDelivery) {
        return new WorkerBehaviour(
                onSigterm,
                checkpointOnSigterm,
                checkpointNs,
                checkpointIntervalNs,
                resumeNs,
                requeueAtHead,
                visibilityTimeoutNs,
                newDelivery,
                sharedSave);
    }

    public WorkerBehaviour with(SharedSave newSharedSave) {
        return new WorkerBehaviour(
                onSigterm,
                checkpointOnSigterm,
                checkpointNs,
                checkpointIntervalNs,
                resumeNs,
                requeueAtHead,
                visibilityTimeoutNs,
                delivery,
                newSharedSave);
    }

    public WorkerBehaviour withRedelivery(boolean atHead, long newVisibilityTimeoutNs) {
        return new WorkerBehaviour(
                onSigterm,
                checkpointOnSigterm,
                checkpointNs,
                checkpointIntervalNs,
                resumeNs,
                atHead,
                newVisibilityTimeoutNs,
                delivery,
                sharedSave);
    }
}
