package dev.nodecast.scenarios.market;

import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.world.market.PriceProcess;

/** A price that moves by small steps around its level and never exceeds on-demand. */
final class SteppingPrice implements PriceProcess {

    /** 3.8 updates a day. */
    private static final double MEAN_GAP_NS = 86_400e9 / 3.8;

    /** Steps of .24 % in the median and .8 % at the 95th percentile: sigma = ln(.8 / .24) / 1.645. */
    private static final double MEDIAN_STEP = .0024;

    private static final double STEP_SIGMA = .73;

    /** How far from its level, in logarithms, the price always steps back. */
    private static final double REACH = .08;

    /** AWS prints prices with four decimals. */
    private static final long GRAIN_MICRO_USD = 100;

    private final RandomStream stream;
    private final double level;
    private final double ceiling;
    private double deviation;
    private long nextChangeNs;

    SteppingPrice(RandomStream stream, double level, double ceiling) {
        this.stream = stream;
        this.level = level;
        this.ceiling = ceiling;
        this.nextChangeNs = gapNs();
    }

    /** {@code microUsd} as AWS would print it, but not below one ten-thousandth of a dollar. */
    static long printable(double microUsd) {
        return Math.max(1, Math.round(microUsd / GRAIN_MICRO_USD)) * GRAIN_MICRO_USD;
    }

    @Override
    public long priceMicroUsdPerHour() {
        return printable(Math.min(ceiling, level * StrictMath.exp(deviation)));
    }

    @Override
    public long nextChangeNs() {
        return nextChangeNs;
    }

    @Override
    public void advance() {
        double step = stream.lognormal(MEDIAN_STEP, STEP_SIGMA);
        boolean rises = stream.nextDouble() < .5 - .5 * Math.clamp(deviation / REACH, -1, 1);
        deviation += rises ? step : -step;
        nextChangeNs += gapNs();
    }

    private long gapNs() {
        return Math.max(1, Math.round(stream.exponential(MEAN_GAP_NS)));
    }
}
