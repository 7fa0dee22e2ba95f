package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.model.LookupOnly;
import java.util.HashSet;
import java.util.Set;

/**
 * Names of claims: the pool's and five characters, as an API server generates them. Nodes that are alike are taken in the
 * order of their names, so that this order has to be as good as random; the same seed gives the same names.
 */
@LookupOnly("given: only asked whether it holds a number")
final class ClaimNames {

    private static final int RADIX = 36;
    private static final int LENGTH = 5;
    private static final long NAMES = 60_466_176; // RADIX to the power of LENGTH
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final Set<Long> given = new HashSet<>();
    private long state;

    ClaimNames(long seed) {
        state = mixed(seed);
    }

    String next(String pool) {
        long number = draw();
        while (!given.add(number)) {
            number = draw();
        }
        String digits = Long.toString(number, RADIX);
        return pool + "-" + "0".repeat(LENGTH - digits.length()) + digits;
    }

    private long draw() {
        state += GOLDEN;
        return Long.remainderUnsigned(mixed(state), NAMES);
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
