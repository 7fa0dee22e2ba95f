package dev.nodecast.scheduler.packing;

/**
 * How much may be done for a better packing.
 *
 * @param steps of search, of about a ten-millionth of a second each
 */
public record Effort(long steps) {

    /** A few seconds at most. */
    public static final Effort DEFAULT = new Effort(50_000_000);

    public Effort {
        if (steps < 1) {
            throw new IllegalArgumentException("packing work: found " + steps + " steps, expected at least 1");
        }
    }
}
