package dev.nodecast.sim.bench;

import dev.nodecast.sim.engine.EventHandler;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;

/**
 * The hold model (D. W. Jones, "An empirical comparison of priority-queue and event-set implementations", 1986): a constant
 * number of pending events; each one that happens schedules one more at an exponential delay. The delays are drawn
 * beforehand, so that the queue is measured and not the logarithm.
 */
final class HoldModel {

    private static final int DELAYS = 1 << 16;

    private final Simulation simulation = new Simulation();
    private final long[] delaysNs = new long[DELAYS];
    private final EventHandler hold = this::hold;
    private int next;

    HoldModel(int pending) {
        RandomStream stream = new RandomStreams(1, 0).stream("delays");
        for (int i = 0; i < DELAYS; i++) {
            delaysNs[i] = (long) stream.exponential(1e9);
        }
        for (int i = 0; i < pending; i++) {
            simulation.schedule((long) stream.exponential(1e9), hold, 0, i);
        }
    }

    /** Takes and schedules this many events. */
    long run(long operations) {
        long end = simulation.eventsHandled() + operations;
        while (simulation.eventsHandled() < end) {
            simulation.step();
        }
        return simulation.now();
    }

    private void hold(int kind, long payload) {
        simulation.schedule(delaysNs[next++ & (DELAYS - 1)], hold, 0, payload);
    }
}
