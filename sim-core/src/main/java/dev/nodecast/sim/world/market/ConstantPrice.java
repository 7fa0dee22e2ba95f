package dev.nodecast.sim.world.market;

/** A price without steps. */
record ConstantPrice(long priceMicroUsdPerHour) implements PriceProcess {

    ConstantPrice {
        if (priceMicroUsdPerHour < 0) {
            throw new IllegalArgumentException(
                    "price is " + priceMicroUsdPerHour + " micro-USD per hour, expected 0 or more");
        }
    }

    @Override
    public long nextChangeNs() {
        return Long.MAX_VALUE;
    }

    @Override
    public void advance() {
        throw new IllegalStateException("a constant price has no next step");
    }
}
