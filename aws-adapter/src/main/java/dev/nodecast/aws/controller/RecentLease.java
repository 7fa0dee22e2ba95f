package dev.nodecast.aws.controller;

import dev.nodecast.aws.kubernetes.ApiItem;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Whether somebody is behind a lease. */
final class RecentLease {

    private static final Duration TOLERANCE = Duration.ofSeconds(30);

    private RecentLease() {}

    /** Whether the lease has a holder that has renewed it lately; clocks may differ by half a minute. */
    static boolean held(ApiItem lease) {
        if (lease.text("spec", "holderIdentity").isEmpty()) {
            return false;
        }
        try {
            Instant end = Instant.parse(lease.text("spec", "renewTime"))
                    .plusSeconds(lease.number("spec", "leaseDurationSeconds"))
                    .plus(TOLERANCE);
            return Instant.now().isBefore(end);
        } catch (DateTimeParseException unreadable) {
            return true;
        }
    }
}
