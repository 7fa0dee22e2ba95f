package dev.nodecast.sim.engine;

/**
 * Guards against a model that never ends. Both count events, not seconds, so that a run stops at the same event on any
 * machine.
 *
 * @param eventsMax the most events a run may handle in all
 * @param eventsMaxAtOneInstant the most events it may handle without the clock moving: catches two actors that keep
 *     waking each other
 */
public record SimulationLimits(long eventsMax, long eventsMaxAtOneInstant) {

    /** Never reached by a model that is right: 100 billion events, 10 million of them at one instant. */
    public static final SimulationLimits DEFAULT = new SimulationLimits(100_000_000_000L, 10_000_000L);

    public SimulationLimits {
        if (eventsMax < 1 || eventsMaxAtOneInstant < 1) {
            throw new IllegalArgumentException("limits must be at least 1 event, but were " + eventsMax + " in all and "
                    + eventsMaxAtOneInstant + " at one instant");
        }
    }
}
