package dev.nodecast.sim.world.scheduling;

/**
 * Why no node would do.
 *
 * @param plugins the filters that refused a node
 * @param mark equal for equal messages ({@code 0/6 nodes are available: 3 Insufficient cpu, …})
 */
record Rejection(int plugins, long mark) {

    /** There is no node at all, which counts as an error and not as a refusal. */
    static final Rejection NO_NODES = new Rejection(0, 0);
}
