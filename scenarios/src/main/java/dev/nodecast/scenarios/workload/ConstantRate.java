package dev.nodecast.scenarios.workload;

/** A rate without steps. */
record ConstantRate(double perSecond) implements RateCursor {

    ConstantRate {
        if (!(perSecond >= 0 && perSecond < 1e9)) {
            throw new IllegalArgumentException("found a rate of " + perSecond + " per second; expected 0 to 1e9");
        }
    }

    @Override
    public long nextChangeNs() {
        return Long.MAX_VALUE;
    }

    @Override
    public void advance() {
        throw new IllegalStateException("a constant rate has no next step");
    }
}
