package dev.nodecast.scheduler.port;

/** Alarms on the run's clock, delivered on the loop's thread. */
public interface Timers {

    /** An alarm that has been set. */
    interface Timer {
        /** Takes the alarm back; without effect once it has gone off. */
        void cancel();
    }

    /**
     * Runs {@code action} once, {@code delayNs} from now; alarms of the same instant go off in the order they were set.
     *
     * @throws IllegalArgumentException if the delay is negative
     */
    Timer after(long delayNs, Runnable action);
}
