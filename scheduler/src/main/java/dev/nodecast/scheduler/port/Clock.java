package dev.nodecast.scheduler.port;

import java.time.Instant;

/** The run's clock. */
public interface Clock {

    /** Nanoseconds since the run's origin: a scenario's start, or the epoch. Never goes back. */
    long nowNs();

    /** The moment of the calendar at which {@link #nowNs()} is 0. */
    Instant origin();

    /** The calendar's moment of a time of this clock. */
    default Instant instantAt(long ns) {
        return origin().plusNanos(ns);
    }
}
