package dev.nodecast.scheduler.interruption;

import dev.nodecast.scheduler.catalog.InterruptionBand;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often spot instances of a type in a zone are taken back: what the cloud publishes, corrected by what was seen here.
 *
 * <p>Interruptions are a Poisson process whose rate has the conjugate prior Gamma(k, k / h) with the published rate h as its
 * mean; after n interruptions in T instance-hours the mean is {@code (k + n) / (k / h + T)} (A. Gelman et al., “Bayesian
 * Data Analysis”, 3rd edition, section 2.6). The published figure counts as {@value #WEIGHT} of an interruption and no
 * more: it is one of five bands for a whole region and month, while capacity traces of single zones have shown rates up to
 * 10,000 times as high.
 */
public final class InterruptionRates {

    static final double WEIGHT = 0.01;

    private static final double HOUR_NS = 3.6e12;

    private final Map<Pool, Record> records = new LinkedHashMap<>();
    private long changes;

    /** One source of spot capacity. */
    record Pool(String instanceType, String zone) {}

    private static final class Record {
        private int running;
        private int interruptions;
        private double hours;
        private long sinceNs;

        private void passTo(long nowNs) {
            hours += running * ((nowNs - sinceNs) / HOUR_NS);
            sinceNs = nowNs;
        }
    }

    /** An instance has begun to run. */
    void started(Pool pool, long nowNs) {
        count(pool, 1, nowNs);
    }

    /** An instance that ran has ended, for whatever reason. */
    void ended(Pool pool, long nowNs) {
        count(pool, -1, nowNs);
    }

    private void count(Pool pool, int more, long nowNs) {
        Record record = record(pool, nowNs);
        record.running = Math.max(0, record.running + more);
    }

    /** The cloud takes an instance back. */
    void interrupted(Pool pool, long nowNs) {
        record(pool, nowNs).interruptions++;
        changes++;
    }

    private Record record(Pool pool, long nowNs) {
        Record record = records.computeIfAbsent(pool, p -> new Record());
        record.passTo(nowNs);
        return record;
    }

    /** Grows when an interruption was seen. */
    long changes() {
        return changes;
    }

    /**
     * The expected interruptions per instance-hour.
     *
     * @param published by the cloud; null where nothing is, which counts as its highest band
     */
    double perHour(Pool pool, @Nullable Double published, long nowNs) {
        double prior = published == null ? InterruptionBand.ABOVE_20.perHour() : published;
        Record record = records.get(pool);
        if (record == null || prior <= 0) {
            return prior;
        }
        record.passTo(nowNs);
        return (WEIGHT + record.interruptions) / (WEIGHT / prior + record.hours);
    }
}
