package dev.nodecast.sim.world.cluster;

import dev.nodecast.sim.engine.EventQueue;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.spec.FileSystem;
import dev.nodecast.sim.world.spec.Seconds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A file system that pods read from and write to at once, such as EFS: each gets at most the rate of its own client, all
 * together no more than the file system permits, and what some cannot use the others get (max-min fairness of what is
 * metered). Where it permits more than its baseline, that is paid from burst credits until they are used up.
 */
public final class SharedStore {

    private final Simulation simulation;
    private final FileSystem limits;
    private final List<Load> loads = new ArrayList<>();
    private double credits;
    private double metered;
    private long creditsEnd = EventQueue.NO_EVENT;
    private long sinceNs;

    public SharedStore(Simulation simulation, FileSystem limits) {
        this.simulation = simulation;
        this.limits = limits;
        this.credits = limits.creditsAtStart();
    }

    /** One pod's reading or writing. */
    public static final class Load {
        private final double rateMax;
        private final double weight;
        private final Runnable done;
        private double bytesLeft;
        private double rate;
        private long event = EventQueue.NO_EVENT;

        private Load(double bytes, double rateMax, double weight, Runnable done) {
            this.bytesLeft = bytes;
            this.rateMax = rateMax;
            this.weight = weight;
            this.done = done;
        }

        private double meteredMax() {
            return rateMax * weight;
        }
    }

    /** Begins to read; {@code done} is run when all is there. */
    public Load read(double bytes, double rateMax, Runnable done) {
        return begin(new Load(bytes, rateMax, limits.readWeight(), done));
    }

    /** Begins to write; {@code done} is run when all is there. */
    public Load write(double bytes, double rateMax, Runnable done) {
        return begin(new Load(bytes, rateMax, 1, done));
    }

    private Load begin(Load load) {
        progress();
        loads.add(load);
        share();
        return load;
    }

    /** Ends a transfer before its time; without effect where it has ended. */
    public void cancel(Load load) {
        progress();
        if (loads.remove(load)) {
            simulation.cancel(load.event);
            share();
        }
    }

    /** Burst credits in bytes now. */
    double credits() {
        progress();
        return credits;
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
        if (limits.bursts()) {
            double earned = (limits.baseline() - metered) * seconds;
            credits = Math.clamp(credits + earned, 0, limits.creditsMax());
        }
    }

    /** Gives every client its share; those that are slow first, so that the rest is for the others. */
    private void share() {
        List<Load> slowFirst = new ArrayList<>(loads);
        slowFirst.sort(Comparator.comparingDouble(Load::meteredMax));
        double permitted = credits > 0 ? limits.burst() : limits.baseline();
        double left = permitted;
        metered = 0;
        for (int i = 0; i < slowFirst.size(); i++) {
            Load load = slowFirst.get(i);
            double share = Math.min(load.meteredMax(), left / (slowFirst.size() - i));
            left -= share;
            metered += share;
            setRate(load, share / load.weight);
        }
        watchCredits();
    }

    private void setRate(Load load, double rate) {
        if (rate != load.rate) {
            load.rate = rate;
            simulation.cancel(load.event);
            load.event = simulation.schedule(Seconds.toNs(load.bytesLeft / rate), () -> finished(load));
        }
    }

    private void watchCredits() {
        simulation.cancel(creditsEnd);
        creditsEnd = EventQueue.NO_EVENT;
        double spent = metered - limits.baseline();
        if (limits.bursts() && credits > 0 && spent > 0) {
            creditsEnd = simulation.schedule(Seconds.toNs(credits / spent), this::creditsUsedUp);
        }
    }

    private void creditsUsedUp() {
        progress();
        credits = 0;
        share();
    }
}
