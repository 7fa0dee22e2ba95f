package dev.nodecast.sim.engine;

/** A run went beyond its {@link SimulationLimits}: its model almost certainly schedules without end. */
public final class RunawaySimulationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long timeNs;
    private final long eventsHandled;

    RunawaySimulationException(String message, long timeNs, long eventsHandled) {
        super(message);
        this.timeNs = timeNs;
        this.eventsHandled = eventsHandled;
    }

    /** The clock when the limit was met. */
    public long timeNs() {
        return timeNs;
    }

    /** How many events the run had handled. */
    public long eventsHandled() {
        return eventsHandled;
    }
}
