package dev.nodecast.sim.world.market;

/** A capacity without steps. */
record ConstantCapacity(int capacity) implements CapacityProcess {

    ConstantCapacity {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity is " + capacity + ", expected 0 or more");
        }
    }

    @Override
    public long nextChangeNs() {
        return Long.MAX_VALUE;
    }

    @Override
    public void advance() {
        throw new IllegalStateException("a constant capacity has no next step");
    }
}
