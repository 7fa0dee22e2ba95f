package dev.nodecast.scheduler.billing;

import java.util.ArrayList;
import java.util.List;

/**
 * Meters one instance from its launch to its end. Cutting its life at price changes never changes how many seconds are
 * billed: each piece is charged for the seconds that began in it, counted from the launch.
 *
 * <p>EC2 starts to bill when an instance enters {@code running} and stops when it is {@code shutting-down}: call {@link
 * Meter#launch} and {@link #end} at those instants.
 */
public final class InstanceMeter {

    /** Seconds {@code from} (inclusive) to {@code to} (exclusive) of an instance's life at one price. */
    record Segment(long fromSecond, long toSecond, long microUsdPerHour) {

        long seconds() {
            return toSecond - fromSecond;
        }
    }

    private final Meter meter;
    private final InstanceItem item;
    private final long launchedNs;
    private final List<Segment> segments = new ArrayList<>(1);
    private long lastNs;
    private long pricedSeconds;
    private long microUsdPerHour;
    private boolean ended;

    InstanceMeter(Meter meter, InstanceItem item, long launchedNs, long microUsdPerHour) {
        this.meter = meter;
        this.item = item;
        this.launchedNs = launchedNs;
        this.lastNs = launchedNs;
        this.microUsdPerHour = requirePrice(microUsdPerHour);
    }

    public InstanceItem item() {
        return item;
    }

    public long launchedNs() {
        return launchedNs;
    }

    /** The price changes for seconds that begin from {@code atNs} on. */
    public void priceChanged(long atNs, long newMicroUsdPerHour) {
        advanceTo(atNs);
        requirePrice(newMicroUsdPerHour);
        if (newMicroUsdPerHour != microUsdPerHour) {
            long seconds = Ec2BillingRules.startedSeconds(atNs - launchedNs);
            closeSegment(seconds);
            microUsdPerHour = newMicroUsdPerHour;
        }
    }

    /**
     * Ends the instance and moves its use to the meter's lines.
     *
     * @throws IllegalStateException where it has ended already
     */
    public void end(long atNs, EndedBy endedBy) {
        advanceTo(atNs);
        ended = true;
        boolean free = meter.rules().free(item.capacityType(), atNs - launchedNs, endedBy);
        meter.ended(this, billedSegments(atNs), free);
    }

    /** What would be billed if the instance ended at {@code atNs} by our own hand. */
    List<Segment> billedSegments(long atNs) {
        long seconds = meter.rules().billedSeconds(Math.max(atNs, lastNs) - launchedNs);
        List<Segment> billed = new ArrayList<>(segments);
        if (seconds > pricedSeconds) {
            billed.add(new Segment(pricedSeconds, seconds, microUsdPerHour));
        }
        return billed;
    }

    private void closeSegment(long untilSecond) {
        if (untilSecond > pricedSeconds) {
            segments.add(new Segment(pricedSeconds, untilSecond, microUsdPerHour));
            pricedSeconds = untilSecond;
        }
    }

    private void advanceTo(long atNs) {
        if (ended) {
            throw new IllegalStateException("the instance of " + item + " has ended already: found a change at " + atNs
                    + " ns; an instance ends once");
        }
        if (atNs < lastNs) {
            throw new IllegalArgumentException(
                    "found a change at " + atNs + " ns for " + item + ", expected at least " + lastNs + " ns");
        }
        lastNs = atNs;
    }

    private static long requirePrice(long microUsdPerHour) {
        if (microUsdPerHour < 0) {
            throw new IllegalArgumentException(
                    "found a price of " + microUsdPerHour + " micro-USD per hour, expected at least 0");
        }
        return microUsdPerHour;
    }
}
