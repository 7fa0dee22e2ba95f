package dev.nodecast.sim.world;

import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.Timers;
import dev.nodecast.sim.engine.Simulation;
import java.time.Instant;

/** Clock and timers of the ports on the simulation's clock. */
record VirtualTime(Simulation simulation, Instant origin) implements Clock, Timers {

    @Override
    public long nowNs() {
        return simulation.now();
    }

    @Override
    public Timers.Timer after(long delayNs, Runnable action) {
        long handle = simulation.schedule(delayNs, action);
        return () -> simulation.cancel(handle);
    }
}
