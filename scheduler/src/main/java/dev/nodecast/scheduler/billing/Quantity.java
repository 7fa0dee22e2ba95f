package dev.nodecast.scheduler.billing;

/**
 * An exact quantity: {@code metered / per} of a unit, such as 2,592,000 / 3,600 hours.
 *
 * @param metered whole seconds, bytes or GiB-seconds
 * @param per how many of these make one unit
 */
public record Quantity(long metered, long per, String unit) {

    static Quantity hours(long seconds) {
        return new Quantity(seconds, InvoiceLine.SECONDS_PER_HOUR, "hour");
    }

    /** The quantity in its unit, for output. */
    public double value() {
        return (double) metered / per;
    }
}
