package dev.nodecast.sim.world.workload;

/** A point process in time: the instants at which jobs arrive, in order. Several may share an instant (a batch). */
@FunctionalInterface
public interface ArrivalProcess {

    /** What {@link #nextArrivalNs()} returns when no further job arrives. */
    long NEVER = Long.MAX_VALUE;

    /** The next arrival in nanoseconds since the scenario's start, or {@link #NEVER}; never decreases. */
    long nextArrivalNs();
}
