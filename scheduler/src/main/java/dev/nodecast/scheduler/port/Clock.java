package dev.nodecast.scheduler.port;

import java.time.Instant;
import java.time.temporal.ChronoField;

/** The run's clock. */
public interface Clock {

    /** A second in nanoseconds. */
    long SECOND_NS = 1_000_000_000L;

    /** Nanoseconds since the run's origin: a scenario's start, or the epoch. Never goes back. */
    long nowNs();

    /** The moment of the calendar at which {@link #nowNs()} is 0. */
    Instant origin();

    /**
     * The whole second of the calendar that a time is in. Kubernetes writes times of objects without fractions of a
     * second ({@code metav1.Time}), and what is counted from such a time is counted from there.
     */
    default long wholeSecondNs(long ns) {
        long beforeOrigin = origin().getLong(ChronoField.NANO_OF_SECOND);
        return Math.floorDiv(ns + beforeOrigin, SECOND_NS) * SECOND_NS - beforeOrigin;
    }

    /** The calendar's moment of a time of this clock. */
    default Instant instantAt(long ns) {
        return origin().plusNanos(ns);
    }
}
