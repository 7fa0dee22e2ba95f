package dev.nodecast.scheduler.interruption;

import dev.nodecast.scheduler.catalog.InterruptionBand;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often spot instances of a type in a zone are taken back: what the cloud publishes, corrected by what was seen here.
 *
 * <p>Interruptions are a Poisson process. A rate with the prior Gamma(k, k / h), whose mean is h, has after n interruptions in
 * T instance-hours the mean {@code (k + n) / (k / h + T)} (A. Gelman et al., “Bayesian Data Analysis”, 3rd edition, section
 * 2.6). It is used twice. First for how much harsher the market is as a whole than published: n of all pools, and in T the
 * interruptions that were to be expected; the published figures count as {@value #PUBLISHED} of an interruption and no more,
 * since they are one of five bands for a region and a month, and capacity traces of single zones have shown rates up to 10,000
 * times as high. Then for each pool, with its published rate times that factor as h and {@value #MARKET} interruption as k.
 *
 * <p>What was seen is forgotten by half a day, so that a market that has become calm is tried again after two weeks.
 */
public final class InterruptionRates {

    static final double PUBLISHED = 0.01;
    static final double MARKET = 1;

    private static final double HOUR_NS = 3.6e12;
    private static final double HALF_LIFE_NS = 24 * HOUR_NS;
    private static final double LN_2 = 0.6931471805599453;

    private final Map<Pool, Record> records = new LinkedHashMap<>();
    private long changes;

    /** One source of spot capacity. */
    record Pool(String instanceType, String zone) {}

    private static final class Record {
        private final double published;
        private int running;
        private double interruptions;
        private double hours;
        private long sinceNs;

        Record(double published, long nowNs) {
            this.published = published;
            this.sinceNs = nowNs;
        }

        /** What ran in the meantime is forgotten in part already. */
        private void passTo(long nowNs) {
            double remembered = StrictMath.pow(0.5, (nowNs - sinceNs) / HALF_LIFE_NS);
            interruptions *= remembered;
            hours = hours * remembered + running * (1 - remembered) * HALF_LIFE_NS / LN_2 / HOUR_NS;
            sinceNs = nowNs;
        }
    }

    /**
     * An instance has begun to run.
     *
     * @param published interruptions per instance-hour; null where nothing is published, which counts as the highest band
     */
    void started(Pool pool, @Nullable Double published, long nowNs) {
        Record record = records.computeIfAbsent(pool, p -> new Record(prior(published), nowNs));
        record.passTo(nowNs);
        record.running++;
    }

    /** An instance that ran has ended, for whatever reason. */
    void ended(Pool pool, long nowNs) {
        Record record = records.get(pool);
        if (record != null) {
            record.passTo(nowNs);
            record.running = Math.max(0, record.running - 1);
        }
    }

    /** The cloud takes an instance back. */
    void interrupted(Pool pool, long nowNs) {
        Record record = records.get(pool);
        if (record != null) {
            record.passTo(nowNs);
            record.interruptions++;
            changes++;
        }
    }

    /** Grows when an interruption was seen. */
    long changes() {
        return changes;
    }

    private static double prior(@Nullable Double published) {
        return published == null ? InterruptionBand.ABOVE_20.perHour() : published;
    }

    /** How many times as many interruptions as published there are in all pools together. */
    private double harshness(long nowNs) {
        double seen = 0;
        double expected = 0;
        for (Record record : records.values()) {
            record.passTo(nowNs);
            seen += record.interruptions;
            expected += record.published * record.hours;
        }
        return (PUBLISHED + seen) / (PUBLISHED + expected);
    }

    /** The expected interruptions per instance-hour. */
    double perHour(Pool pool, @Nullable Double published, long nowNs) {
        double rate = prior(published) * harshness(nowNs);
        Record record = records.get(pool);
        return record == null || rate <= 0 ? rate : (MARKET + record.interruptions) / (MARKET / rate + record.hours);
    }
}
