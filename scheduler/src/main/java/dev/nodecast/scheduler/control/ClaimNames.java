package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.state.NamedStream;
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

    private final Set<Long> given = new HashSet<>();
    private final NamedStream stream;

    ClaimNames(long seed) {
        stream = new NamedStream(seed, "");
    }

    String next(String pool) {
        long number = stream.below(NAMES);
        while (!given.add(number)) {
            number = stream.below(NAMES);
        }
        String digits = Long.toString(number, RADIX);
        return pool + "-" + "0".repeat(LENGTH - digits.length()) + digits;
    }
}
