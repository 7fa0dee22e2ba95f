package dev.nodecast.sim.world.market;

/**
 * The spot price of a pool as a step function of time that is walked forwards; a fresh process stands at time 0.
 *
 * <p>Since November 2017 the price does not decide who is interrupted: it is independent of {@link CapacityProcess}.
 */
public interface PriceProcess {

    /** Price of one instance-hour during the present step, in micro-USD. */
    long priceMicroUsdPerHour();

    /** When the next step begins, in nanoseconds since the scenario's start; {@link Long#MAX_VALUE} if never. */
    long nextChangeNs();

    /**
     * Moves to the step that begins at {@link #nextChangeNs()}.
     *
     * @throws IllegalStateException if there is no further step
     */
    void advance();

    /** A price that never changes. */
    static PriceProcess constant(long microUsdPerHour) {
        return new ConstantPrice(microUsdPerHour);
    }
}
