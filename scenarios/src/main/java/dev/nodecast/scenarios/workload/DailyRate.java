package dev.nodecast.scenarios.workload;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * The factor of a {@link DailyProfile} as local time goes by; each local hour is a step. When clocks are put forward
 * the skipped hour does not occur, when they are put back the repeated hour occurs twice.
 */
public final class DailyRate implements RateCursor {

    private final DailyProfile profile;
    private final Instant start;
    private ZonedDateTime hour;
    private long nextChangeNs;

    /**
     * @param profile the factors
     * @param start when time 0 is
     * @param zone whose clocks the profile follows
     */
    public DailyRate(DailyProfile profile, Instant start, ZoneId zone) {
        this.profile = profile;
        this.start = start;
        this.hour = start.atZone(zone).truncatedTo(ChronoUnit.HOURS);
        this.nextChangeNs = sinceStartNs(hour.plusHours(1));
    }

    @Override
    public double perSecond() {
        return profile.factor(hour.getDayOfWeek(), hour.getHour());
    }

    @Override
    public long nextChangeNs() {
        return nextChangeNs;
    }

    @Override
    public void advance() {
        hour = hour.plusHours(1);
        nextChangeNs = sinceStartNs(hour.plusHours(1));
    }

    private long sinceStartNs(ZonedDateTime time) {
        return ChronoUnit.NANOS.between(start, time.toInstant());
    }
}
