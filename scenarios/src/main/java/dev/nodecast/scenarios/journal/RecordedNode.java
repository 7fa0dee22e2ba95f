package dev.nodecast.scenarios.journal;

import org.jspecify.annotations.Nullable;

/**
 * A node of a recorded run. Times are nanoseconds of the run's clock, null where it did not come to that.
 *
 * @param pool empty where the record begins after it was asked for
 * @param priceMicroUsdPerHour at its launch
 * @param endedNs when it was told to end, or was gone
 * @param cause why it was terminated
 * @param interrupted whether the cloud said that it takes it
 */
public record RecordedNode(
        String nodeClaim,
        String pool,
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

    /** How long it ran, up to {@code endNs} where it still does. */
    public double hours(long endNs) {
        return (Math.max(launchedNs, endedNs == null ? endNs : endedNs) - launchedNs) / NS_PER_HOUR;
    }

    /** What it cost at the price of its launch, with EC2's minimum of a minute. */
    public double usd(long endNs) {
        return Math.max(hours(endNs), 1 / 60.0) * priceMicroUsdPerHour / 1e6;
    }
}
