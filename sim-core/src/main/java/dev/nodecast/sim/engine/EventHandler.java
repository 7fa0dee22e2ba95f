package dev.nodecast.sim.engine;

/**
 * What happens when an event is due. One handler object usually serves many events and tells them apart by
 * {@code kind} and {@code payload}, so that scheduling allocates nothing.
 */
@FunctionalInterface
public interface EventHandler {

    /**
     * Called once, with the clock at the event's time.
     *
     * @param kind what the scheduler of the event passed as its kind; the handler's own vocabulary
     * @param payload what the scheduler of the event passed as its payload, often an index or an identifier
     */
    void handle(int kind, long payload);
}
