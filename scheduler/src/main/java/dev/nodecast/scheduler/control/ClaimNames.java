package dev.nodecast.scheduler.control;

/**
 * Names of claims: the pool's and five characters, as an API server generates them. They look as if drawn at random,
 * because nodes that are alike are taken in the order of their names, and never repeat within sixty million.
 */
final class ClaimNames {

    private static final int RADIX = 36;
    private static final int LENGTH = 5;
    private static final long NAMES = 60_466_176; // RADIX to the power of LENGTH

    /** Has no factor in common with the number of names, so that every one is met before one comes again. */
    private static final long STEP = 37_139_213;

    private long next;

    ClaimNames(long seed) {
        next = Math.floorMod(seed * 104_729, NAMES);
    }

    String next(String pool) {
        next = (next + STEP) % NAMES;
        String digits = Long.toString(next, RADIX);
        return pool + "-" + "0".repeat(LENGTH - digits.length()) + digits;
    }
}
