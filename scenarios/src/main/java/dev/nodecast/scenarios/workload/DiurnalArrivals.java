package dev.nodecast.scenarios.workload;

import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.workload.ArrivalProcess;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Demand as real services see it: hour of day × day of week × a slowly varying random level (× bursts) × Poisson (×
 * batches). Real traces have an hourly index of dispersion of 5 to 150 after the hour of day is taken out (genai-sd 74,
 * philly 152, openb 5.4); plain Poisson has 1.
 *
 * @param perHour mean arrivals per hour
 * @param profile rhythm of the day and the week
 * @param dispersion wanted hourly index of dispersion, the daily profile left aside; 1 for plain Poisson
 * @param bursts bursts on top, if any
 * @param meanBatch mean number of jobs that arrive together, 1 for singles
 */
public record DiurnalArrivals(
        double perHour, DailyProfile profile, double dispersion, Optional<BurstRate.Shape> bursts, double meanBatch) {

    /** How long a busy or a quiet time lasts: the hourly counts of genai-sd are correlated by .73 from hour to hour. */
    private static final long LEVEL_CORRELATION_NS = 4 * 3_600_000_000_000L;

    private static final double SECONDS_PER_HOUR = 3600;

    /** Demand without bursts or batches. */
    public static DiurnalArrivals of(double perHour, DailyProfile profile, double dispersion) {
        return new DiurnalArrivals(perHour, profile, dispersion, Optional.empty(), 1);
    }

    /** Plain Poisson arrivals: only for comparison with queueing formulas, real demand is burstier. */
    public static DiurnalArrivals poisson(double perHour) {
        return of(perHour, DailyProfile.flat(), 1);
    }

    /** The same demand with bursts. */
    public DiurnalArrivals withBursts(BurstRate.Shape shape) {
        return new DiurnalArrivals(perHour, profile, dispersion, Optional.of(shape), meanBatch);
    }

    /** The same demand, jobs arriving in batches. */
    public DiurnalArrivals withBatches(double jobs) {
        return new DiurnalArrivals(perHour, profile, dispersion, bursts, jobs);
    }

    /**
     * The arrivals of one replication.
     *
     * @param streams source of randomness
     * @param entity what arrives, such as the queue's name; different entities are independent
     * @param start when time 0 is
     * @param zone whose clocks the profile follows
     */
    public ArrivalProcess arrivals(RandomStreams streams, String entity, Instant start, ZoneId zone) {
        RateCursor rate =
                RateCursor.constant(perHour / meanBatch / SECONDS_PER_HOUR).times(new DailyRate(profile, start, zone));
        double spread = LevelRate.sigmaFor(Math.max(1, dispersion / (2 * meanBatch - 1)), perHour / meanBatch);
        if (spread > 0) {
            rate = rate.times(new LevelRate(streams.stream("arrivals.level", entity), spread, LEVEL_CORRELATION_NS));
        }
        if (bursts.isPresent()) {
            rate = rate.times(new BurstRate(streams.stream("arrivals.bursts", entity), bursts.get()));
        }
        ArrivalProcess single = new PoissonArrivals(rate, streams.stream("arrivals", entity));
        return meanBatch == 1 ? single : new BatchArrivals(single, meanBatch, streams.stream("arrivals.batch", entity));
    }
}
