package dev.nodecast.scenarios.journal;

import org.jspecify.annotations.Nullable;

/**
 * A node of a recorded run. Times are nanoseconds of the run's clock, null where it did not come to that.
 *
 * @param pool empty where the record begins after it was asked for
 * @param found whether it was there when the record began, its launch known from its claim only
 * @param priceMicroUsdPerHour at its launch, or when it was found; 0 where nothing is known of it
 * @param endedNs when it was told to end, or was gone
 * @param cause why it was terminated
 * @param interrupted whether the cloud said that it takes it
 */
public record RecordedNode(
        String nodeClaim,
        String pool,
        boolean found,
        String instanceType,
        String zone,
        String capacityType,
        long priceMicroUsdPerHour,
        @Nullable Long requestedNs,
        long launchedNs,
        @Nullable Long registeredNs,
        @Nullable Long initializedNs,
        @Nullable Long endedNs,
        @Nullable String cause,
        boolean interrupted) {

    private static final double NS_PER_HOUR = 3600e9;
    private static final double MINIMUM_HOURS = 1 / 60.0;

    /** The same by a clock that shows {@code ns} more. */
    RecordedNode later(long ns) {
        Times times = new Times(
                later(requestedNs, ns),
                launchedNs + ns,
                later(registeredNs, ns),
                later(initializedNs, ns),
                later(endedNs, ns));
        return with(times, cause, interrupted);
    }

    private static @Nullable Long later(@Nullable Long timeNs, long ns) {
        return timeNs == null ? null : Long.valueOf(timeNs + ns);
    }

    /** The same node as the record that follows shows it, by the same clock. */
    RecordedNode continued(RecordedNode next) {
        Times times = new Times(
                requestedNs,
                launchedNs,
                registeredNs == null ? next.registeredNs : registeredNs,
                initializedNs == null ? next.initializedNs : initializedNs,
                endedNs == null ? next.endedNs : endedNs);
        return with(times, next.cause == null ? cause : next.cause, interrupted || next.interrupted);
    }

    /** The same, with an end. */
    RecordedNode endedAt(long ns) {
        return with(new Times(requestedNs, launchedNs, registeredNs, initializedNs, ns), cause, interrupted);
    }

    private record Times(
            @Nullable Long requestedNs,
            long launchedNs,
            @Nullable Long registeredNs,
            @Nullable Long initializedNs,
            @Nullable Long endedNs) {}

    /** The same machine, seen otherwise. */
    private RecordedNode with(Times times, @Nullable String why, boolean taken) {
        return new RecordedNode(
                nodeClaim,
                pool,
                found,
                instanceType,
                zone,
                capacityType,
                priceMicroUsdPerHour,
                times.requestedNs,
                times.launchedNs,
                times.registeredNs,
                times.initializedNs,
                times.endedNs,
                why,
                taken);
    }

    /** How long it ran between two moments. */
    public double hours(long fromNs, long toNs) {
        long end = endedNs == null ? toNs : Math.min(endedNs, toNs);
        return Math.max(0, end - Math.max(launchedNs, fromNs)) / NS_PER_HOUR;
    }

    /** What it cost then at the price of its launch; EC2's minimum of a minute is paid in the time of the launch. */
    public double usd(long fromNs, long toNs) {
        double hours = hours(fromNs, toNs);
        boolean launchedThen = launchedNs >= fromNs && launchedNs < toNs;
        double ran = hours(launchedNs, Long.MAX_VALUE / 2);
        double missing = launchedThen && endedNs != null ? Math.max(0, MINIMUM_HOURS - ran) : 0;
        return (hours + missing) * priceMicroUsdPerHour / 1e6;
    }
}
