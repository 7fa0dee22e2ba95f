package dev.nodecast.scenarios.journal;

import java.time.Duration;

/**
 * How a journal is written.
 *
 * @param maxFileBytes a file of that many compressed bytes is followed by another
 * @param maxFileAge so is one of that age
 * @param keepBytes beyond so much in all the oldest files are deleted, never one that is being written; 0 keeps all
 * @param queued how many entries may wait to be written
 * @param pressure what is done when more want to
 * @param flushEvery after so long at the latest what was taken is with the operating system
 */
public record JournalOptions(
        long maxFileBytes, Duration maxFileAge, long keepBytes, int queued, Pressure pressure, Duration flushEvery) {

    private static final long MIB = 1L << 20;

    /** What is done when entries come faster than they can be written. */
    public enum Pressure {
        /** The loop waits, and a journal that cannot be written is an error: for the simulator, whose time waits too. */
        WAIT,
        /**
         * The loop waits for a second at most; after that entries are counted instead of kept until there is room again. A
         * journal that cannot be written is tried again later. For a live cluster, which must not wait for a disk.
         */
        LOSE
    }

    public JournalOptions {
        if (maxFileBytes < 1 || maxFileAge.compareTo(Duration.ZERO) <= 0 || keepBytes < 0 || queued < 1) {
            throw new IllegalArgumentException("journal: found files of " + maxFileBytes + " bytes and " + maxFileAge
                    + ", " + keepBytes + " bytes in all, " + queued
                    + " entries waiting; expected positive numbers, and 0 or more bytes in all");
        }
    }

    /** For a simulation: files of 256 MiB, all kept. */
    public static JournalOptions simulated() {
        return new JournalOptions(256 * MIB, Duration.ofDays(365), 0, 4096, Pressure.WAIT, Duration.ofSeconds(10));
    }

    /** For a live cluster: a file a day or every 64 MiB, all kept. */
    public static JournalOptions live() {
        return new JournalOptions(64 * MIB, Duration.ofDays(1), 0, 16_384, Pressure.LOSE, Duration.ofSeconds(1));
    }

    public JournalOptions withMaxFile(long bytes, Duration age) {
        return new JournalOptions(bytes, age, keepBytes, queued, pressure, flushEvery);
    }

    public JournalOptions withKeepBytes(long bytes) {
        return new JournalOptions(maxFileBytes, maxFileAge, bytes, queued, pressure, flushEvery);
    }
}
