package dev.nodecast.sim.random;

/**
 * The xoshiro256++ 1.0 generator: 256 bits of state, period 2^256-1 (D. Blackman and S. Vigna, "Scrambled linear
 * pseudorandom number generators", ACM TOMS 47, 2021).
 */
final class Xoshiro256PlusPlus implements RandomStream {

    private long s0;
    private long s1;
    private long s2;
    private long s3;

    /** The four words of state; they must not all be 0. */
    Xoshiro256PlusPlus(long s0, long s1, long s2, long s3) {
        this.s0 = s0;
        this.s1 = s1;
        this.s2 = s2;
        this.s3 = (s0 | s1 | s2 | s3) == 0 ? 1 : s3;
    }

    @Override
    public long nextLong() {
        long result = Long.rotateLeft(s0 + s3, 23) + s0;
        long t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }
}
