package dev.nodecast.sim.random;

/**
 * 128 bits that stand for what has been absorbed so far. The finalizer is David Stafford's variant 13, as used by
 * SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
 */
record StreamKey(long laneA, long laneB) {

    /** Nothing absorbed: the fractional parts of the square roots of 2 and 3. */
    static final StreamKey START = new StreamKey(0x6A09E667F3BCC908L, 0xBB67AE8584CAA73BL);

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long SECOND_GAMMA = 0xD1342543DE82EF95L;

    StreamKey absorb(long word) {
        long a = mix(laneA ^ mix(word + GOLDEN_GAMMA));
        long b = mix(Long.rotateLeft(laneB, 29) + mix(word ^ SECOND_GAMMA) + laneA);
        return new StreamKey(a, b);
    }

    /** Absorbs bytes as little-endian words, the last padded with zeros, and then their number. */
    StreamKey absorb(byte[] bytes) {
        StreamKey key = this;
        for (int start = 0; start < bytes.length; start += Long.BYTES) {
            long word = 0;
            for (int i = Math.min(start + Long.BYTES, bytes.length) - 1; i >= start; i--) {
                word = (word << 8) | (bytes[i] & 0xFF);
            }
            key = key.absorb(word);
        }
        return key.absorb(bytes.length);
    }

    RandomStream stream() {
        return new Xoshiro256PlusPlus(
                mix(laneA + GOLDEN_GAMMA),
                mix(laneB + GOLDEN_GAMMA),
                mix(laneA + 2 * GOLDEN_GAMMA),
                mix(laneB + 2 * GOLDEN_GAMMA));
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
