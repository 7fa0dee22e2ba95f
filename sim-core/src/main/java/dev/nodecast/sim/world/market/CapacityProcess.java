package dev.nodecast.sim.world.market;

/**
 * How many spot instances a pool can hold at once, as a step function of time that is walked forwards.
 *
 * <p>A fresh process stands at time 0. The capacity holds from the present step's start until {@link #nextChangeNs()};
 * {@link #advance()} moves to that step. When the capacity falls below the number of running instances, the surplus is
 * interrupted at that instant: a fall by several is a batch. A launch that would exceed the capacity is refused as
 * insufficient capacity.
 */
public interface CapacityProcess {

    /** The capacity of a pool that never runs out. */
    int UNLIMITED = Integer.MAX_VALUE;

    /** Instances that can run at once during the present step, 0 to {@link #UNLIMITED}. */
    int capacity();

    /** When the next step begins, in nanoseconds since the scenario's start; {@link Long#MAX_VALUE} if never. */
    long nextChangeNs();

    /**
     * Moves to the step that begins at {@link #nextChangeNs()}, whose capacity may be the same as before.
     *
     * @throws IllegalStateException if there is no further step
     */
    void advance();

    /** A pool whose capacity is {@code capacity} for ever. */
    static CapacityProcess constant(int capacity) {
        return new ConstantCapacity(capacity);
    }
}
