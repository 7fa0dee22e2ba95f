package dev.nodecast.scenarios.market;

import dev.nodecast.sim.random.RandomStreams;
import java.time.Duration;
import java.time.Instant;

/**
 * What makes spot capacity easier or scarcer for all pools of a family in a region at once: a factor per day and a
 * daily wave. Up spells are multiplied by it and down spells divided.
 *
 * <p>Traces show daily availability with a standard deviation of .15 to .27, and an hourly wave that is highest at 6
 * to 9 h and lowest at 17 to 22 h UTC in us-east-1 (if their first sample is midnight UTC, which is not certain). The
 * wave therefore follows UTC with its peak at 8 h.
 */
final class Tide {

    /** How long before time 0 processes begin, so that time 0 finds them in their stride. */
    static final long WARM_UP_NS = Duration.ofDays(30).toNanos();

    /** No tide: the factor is always 1. */
    static final Tide STILL = new Tide(new RandomStreams(0, 0).family("still"), Instant.EPOCH, 0, 0);

    private static final long DAY_NS = Duration.ofDays(1).toNanos();
    private static final double PEAK_HOUR = 8;
    private static final double HOUR_NS = 3.6e12;

    private final RandomStreams.Family days;
    private final Duration sinceMidnight;
    private final double daySigma;
    private final double hourAmplitude;

    /**
     * @param days one stream per day
     * @param start when time 0 is
     * @param daySigma standard deviation of the logarithm of the day's factor
     * @param hourAmplitude relative height of the wave, 0 to 1
     */
    Tide(RandomStreams.Family days, Instant start, double daySigma, double hourAmplitude) {
        this.days = days;
        this.sinceMidnight = Duration.ofSeconds(Math.floorMod(start.getEpochSecond(), 86_400L));
        this.daySigma = daySigma;
        this.hourAmplitude = hourAmplitude;
    }

    double at(long timeNs) {
        long clockNs = timeNs + sinceMidnight.toNanos();
        long day = Math.floorDiv(clockNs, DAY_NS);
        double hour = Math.floorMod(clockNs, DAY_NS) / HOUR_NS;
        double wave = 1 + hourAmplitude * StrictMath.cos((hour - PEAK_HOUR) * Math.PI / 12);
        double dayFactor =
                daySigma == 0 ? 1 : StrictMath.exp(daySigma * days.stream(day).normal());
        return dayFactor * wave / StrictMath.sqrt(1 - hourAmplitude * hourAmplitude / 2);
    }
}
