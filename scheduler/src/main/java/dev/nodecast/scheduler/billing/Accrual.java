package dev.nodecast.scheduler.billing;

/** What one line of instances has accumulated. Not rounded. */
final class Accrual {

    private long billedSeconds;
    private long freeSeconds;
    private long microUsdSecondsPerHour;

    /** Adds {@code seconds} at a price; {@link ArithmeticException} beyond 9.2·10<sup>18</sup> micro-USD·s/h. */
    void bill(long seconds, long microUsdPerHour) {
        billedSeconds = Math.addExact(billedSeconds, seconds);
        microUsdSecondsPerHour = Math.addExact(microUsdSecondsPerHour, Math.multiplyExact(seconds, microUsdPerHour));
    }

    void free(long seconds) {
        freeSeconds = Math.addExact(freeSeconds, seconds);
    }

    void add(Accrual other) {
        billedSeconds = Math.addExact(billedSeconds, other.billedSeconds);
        freeSeconds = Math.addExact(freeSeconds, other.freeSeconds);
        microUsdSecondsPerHour = Math.addExact(microUsdSecondsPerHour, other.microUsdSecondsPerHour);
    }

    InvoiceLine line(LineItem item) {
        long amount = MicroUsd.amount(1, microUsdSecondsPerHour, InvoiceLine.SECONDS_PER_HOUR);
        return new InvoiceLine(item, Quantity.hours(billedSeconds), Quantity.hours(freeSeconds), amount);
    }
}
