package dev.nodecast.sim.world.measure;

import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.measure.RunResult.TimelineSample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Looks at the world at equal intervals, the start and the end included. */
public final class Timeline {

    /** After everything else of the same instant. */
    private static final int LAST = 100;

    private final Simulation simulation;
    private final Supplier<TimelineSample> look;
    private final List<TimelineSample> samples = new ArrayList<>();

    public Timeline(Simulation simulation, Supplier<TimelineSample> look) {
        this.simulation = simulation;
        this.look = look;
    }

    /** Begins with the present instant; without effect where the interval is 0. */
    public void start(long intervalNs) {
        if (intervalNs > 0) {
            sampleAt(simulation.now(), intervalNs);
        }
    }

    public List<TimelineSample> samples() {
        return samples;
    }

    private void sampleAt(long timeNs, long intervalNs) {
        simulation.scheduleAt(timeNs, LAST, () -> {
            samples.add(look.get());
            sampleAt(timeNs + intervalNs, intervalNs);
        });
    }
}
