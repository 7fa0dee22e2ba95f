package dev.nodecast.sim.world.cluster;

import dev.nodecast.sim.engine.EventQueue;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.spec.Seconds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A file system that pods read from at once, such as EFS: each gets at most the rate of its own client, all together no
 * more than the file system gives, and what some cannot use the others get (max-min fairness).
 */
final class SharedStore {

    private final Simulation simulation;
    private final double bytesPerSecond;
    private final List<Load> loads = new ArrayList<>();
    private long sinceNs;

    /** @param bytesPerSecond of all together; infinite where only the clients limit */
    SharedStore(Simulation simulation, double bytesPerSecond) {
        this.simulation = simulation;
        this.bytesPerSecond = bytesPerSecond;
    }

    /** One pod's reading. */
    static final class Load {
        final double rateMax;
        final Runnable done;
        double bytesLeft;
        double rate;
        long event = EventQueue.NO_EVENT;

        Load(double bytes, double rateMax, Runnable done) {
            this.bytesLeft = bytes;
            this.rateMax = rateMax;
            this.done = done;
        }
    }

    /** Begins to read; {@code done} is run when all is there. */
    Load begin(double bytes, double rateMax, Runnable done) {
        progress();
        Load load = new Load(bytes, rateMax, done);
        loads.add(load);
        share();
        return load;
    }

    /** Ends a reading before its time; without effect where it has ended. */
    void cancel(Load load) {
        progress();
        if (loads.remove(load)) {
            simulation.cancel(load.event);
            share();
        }
    }

    private void finished(Load load) {
        progress();
        loads.remove(load);
        share();
        load.done.run();
    }

    private void progress() {
        double seconds = (simulation.now() - sinceNs) / (double) Seconds.NS;
        sinceNs = simulation.now();
        for (Load load : loads) {
            load.bytesLeft = Math.max(0, load.bytesLeft - load.rate * seconds);
        }
    }

    /** Gives every reader its share; those whose clients are slow first, so that the rest is for the others. */
    private void share() {
        List<Load> slowFirst = new ArrayList<>(loads);
        slowFirst.sort(Comparator.comparingDouble((Load load) -> load.rateMax));
        double left = bytesPerSecond;
        for (int i = 0; i < slowFirst.size(); i++) {
            Load load = slowFirst.get(i);
            double rate = Math.min(load.rateMax, left / (slowFirst.size() - i));
            left -= rate;
            if (rate != load.rate) {
                load.rate = rate;
                simulation.cancel(load.event);
                load.event = simulation.schedule(Seconds.toNs(load.bytesLeft / rate), () -> finished(load));
            }
        }
    }
}
