package dev.nodecast.sim.stats;

import java.math.BigInteger;

/**
 * A level that changes in steps over time, such as the jobs in a queue or the nodes of a pool: its integral, time average
 * and extremes. The integral is exact: it is kept in 128 bits. Levels are whole numbers; count in a smaller unit where
 * fractions occur.
 */
public final class TimeWeighted {

    private static final BigInteger TWO_TO_THE_64 = BigInteger.ONE.shiftLeft(64);

    private long startNs;
    private long changedNs;
    private long level;
    private long min;
    private long max;
    private long integralHigh;
    private long integralLow;

    /** A level that has its first value from {@code startNs} on. */
    public TimeWeighted(long startNs, long level) {
        this.startNs = startNs;
        this.changedNs = startNs;
        this.level = level;
        this.min = level;
        this.max = level;
    }

    /**
     * The level is {@code newLevel} from now on.
     *
     * @throws IllegalArgumentException if {@code nowNs} is before the last change
     */
    public void set(long nowNs, long newLevel) {
        advance(nowNs);
        level = newLevel;
        min = Math.min(min, newLevel);
        max = Math.max(max, newLevel);
    }

    /** The level is {@code change} higher from now on. */
    public void add(long nowNs, long change) {
        set(nowNs, level + change);
    }

    /** Forgets what was before now, keeping the level: the end of a warm-up. */
    public void restart(long nowNs) {
        advance(nowNs);
        startNs = nowNs;
        min = level;
        max = level;
        integralHigh = 0;
        integralLow = 0;
    }

    public long level() {
        return level;
    }

    public long min() {
        return min;
    }

    public long max() {
        return max;
    }

    /** The integral of the level from the start until now, in level × nanoseconds, exact. */
    public BigInteger integral(long nowNs) {
        BigInteger sinceChange = BigInteger.valueOf(level).multiply(BigInteger.valueOf(sinceChange(nowNs)));
        BigInteger signedLow = BigInteger.valueOf(integralLow);
        BigInteger low = integralLow < 0 ? signedLow.add(TWO_TO_THE_64) : signedLow;
        return BigInteger.valueOf(integralHigh).multiply(TWO_TO_THE_64).add(low).add(sinceChange);
    }

    /** The integral of the level from the start until now, in level × seconds. */
    public double integralSeconds(long nowNs) {
        return integral(nowNs).doubleValue() / 1e9;
    }

    /** The time average of the level from the start until now; the level itself if no time has passed. */
    public double average(long nowNs) {
        return nowNs == startNs ? level : integral(nowNs).doubleValue() / (nowNs - startNs);
    }

    private void advance(long nowNs) {
        long elapsedNs = sinceChange(nowNs);
        long productLow = level * elapsedNs;
        long productHigh = Math.multiplyHigh(level, elapsedNs);
        integralLow += productLow;
        boolean carry = Long.compareUnsigned(integralLow, productLow) < 0;
        integralHigh += productHigh + (carry ? 1 : 0);
        changedNs = nowNs;
    }

    private long sinceChange(long nowNs) {
        if (nowNs < changedNs) {
            throw new IllegalArgumentException(
                    "time must not go back: now is " + nowNs + " ns, the last change was at " + changedNs + " ns");
        }
        return nowNs - changedNs;
    }
}
