package dev.nodecast.sim.world.cluster;

import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.sim.engine.Simulation;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Carries observations to the control loop: at the instant they were made, in that order, and never from within one of
 * the loop's own commands.
 */
public final class Watch {

    private final Simulation simulation;
    private final Runnable delivery = this::deliver;
    private final ArrayDeque<Observation> undelivered = new ArrayDeque<>();
    private Consumer<Observation> receiver = _ -> {};
    private boolean deliveryScheduled;
    private long delivered;

    public Watch(Simulation simulation) {
        this.simulation = simulation;
    }

    /** Who gets all observations from now on. */
    public void deliverTo(Consumer<Observation> newReceiver) {
        receiver = newReceiver;
    }

    public void publish(Observation observation) {
        undelivered.add(observation);
        if (!deliveryScheduled) {
            deliveryScheduled = true;
            simulation.schedule(0, delivery);
        }
    }

    /** How many observations have been delivered. */
    public long delivered() {
        return delivered;
    }

    private void deliver() {
        Observation next = undelivered.poll();
        while (next != null) {
            delivered++;
            receiver.accept(next);
            next = undelivered.poll();
        }
        deliveryScheduled = false;
    }
}
