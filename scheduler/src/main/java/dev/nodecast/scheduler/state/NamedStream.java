package dev.nodecast.scheduler.state;

/**
 * Random numbers for what Karpenter leaves to chance: a stream of its own for each purpose, so that what is drawn for one
 * does not change what is drawn for another. The same seed and name give the same numbers, in every world. SplitMix64 (Steele,
 * Lea, Flood: Fast splittable pseudorandom number generators, 2014).
 */
public final class NamedStream {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    /** @param name the purpose; empty for the first stream of the seed */
    public NamedStream(long seed, String name) {
        state = mixed(seed ^ mixed(name.hashCode()));
    }

    /** The next number, from 0 and below the bound, which is above 0 and small beside 2 to the power of 64. */
    public long below(long bound) {
        state += GOLDEN;
        return Long.remainderUnsigned(mixed(state), bound);
    }

    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
