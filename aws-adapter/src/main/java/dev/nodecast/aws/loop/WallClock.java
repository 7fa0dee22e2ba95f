package dev.nodecast.aws.loop;

import java.time.Instant;
import java.util.function.LongSupplier;

/** The calendar's time in nanoseconds since 1970; where the system's clock is set back it goes on from where it was. */
public final class WallClock implements LongSupplier {

    private static final long SECOND_NS = 1_000_000_000L;

    private long aheadOfMonotonicNs = Long.MIN_VALUE;

    @Override
    public synchronized long getAsLong() {
        Instant now = Instant.now();
        long calendarNs = now.getEpochSecond() * SECOND_NS + now.getNano();
        long monotonicNs = System.nanoTime();
        aheadOfMonotonicNs = Math.max(aheadOfMonotonicNs, calendarNs - monotonicNs);
        return monotonicNs + aheadOfMonotonicNs;
    }
}
