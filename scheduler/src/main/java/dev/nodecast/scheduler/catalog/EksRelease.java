package dev.nodecast.scheduler.catalog;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A Kubernetes release on EKS.
 *
 * @param standardSupportEnds from the start of this day (UTC) the control plane costs the extended rate
 * @param extendedSupportEnds after this day EKS upgrades the control plane by itself
 */
public record EksRelease(
        String version, LocalDate released, LocalDate standardSupportEnds, LocalDate extendedSupportEnds) {

    /** Whether the control plane costs the extended rate at an instant. */
    public boolean extendedAt(Instant instant) {
        return !instant.isBefore(standardSupportEnd());
    }

    /** Seconds between two instants that cost the standard rate. */
    public long standardSeconds(Instant from, Instant to) {
        Instant end = to.isBefore(standardSupportEnd()) ? to : standardSupportEnd();
        return Math.max(0, Duration.between(from, end).toSeconds());
    }

    /** Seconds between two instants that cost the extended rate; with {@link #standardSeconds} the whole. */
    public long extendedSeconds(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds() - standardSeconds(from, to);
    }

    private Instant standardSupportEnd() {
        return standardSupportEnds.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
