package dev.nodecast.sim.engine;

import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.stats.Tally;
import dev.nodecast.sim.stats.TimeWeighted;

/** Machines that fail and wait for one of a few repairers; each machine has streams of its own. */
final class MachineRepairModel implements EventHandler {

    private static final double NS_PER_SECOND = 1e9;
    private static final int FAILURE = 0;
    private static final int REPAIR = 1;
    private static final int REPAIRED = 2;

    private final Simulation simulation = new Simulation();
    private final Resource repairers;
    private final TimeWeighted down = new TimeWeighted(0, 0);
    private final Tally waits = new Tally();
    private final RandomStream[] lives;
    private final RandomStream[] repairs;
    private final long[] failedNs;
    private final double lifeSecondsMean;
    private final double repairSecondsMean;

    MachineRepairModel(int machines, int repairers, double[] means, RandomStreams streams) {
        this.repairers = new Resource(simulation, repairers);
        this.lifeSecondsMean = means[0];
        this.repairSecondsMean = means[1];
        this.lives = new RandomStream[machines];
        this.repairs = new RandomStream[machines];
        this.failedNs = new long[machines];
        for (int machine = 0; machine < machines; machine++) {
            lives[machine] = streams.stream("lives", machine);
            repairs[machine] = streams.stream("repairs", machine);
            scheduleFailure(machine);
        }
    }

    void run(double seconds) {
        simulation.runUntil((long) (seconds * NS_PER_SECOND));
    }

    double averageDown() {
        return down.average(simulation.now());
    }

    double meanWait() {
        return waits.mean();
    }

    @Override
    public void handle(int kind, long payload) {
        int machine = (int) payload;
        switch (kind) {
            case FAILURE -> {
                failedNs[machine] = simulation.now();
                down.add(simulation.now(), 1);
                repairers.acquire(this, REPAIR, machine);
            }
            case REPAIR -> {
                waits.add((simulation.now() - failedNs[machine]) / NS_PER_SECOND);
                scheduleIn(repairs[machine].exponential(repairSecondsMean), REPAIRED, machine);
            }
            case REPAIRED -> {
                down.add(simulation.now(), -1);
                repairers.release();
                scheduleFailure(machine);
            }
            default -> throw new IllegalArgumentException("unknown kind of event " + kind);
        }
    }

    private void scheduleFailure(int machine) {
        scheduleIn(lives[machine].exponential(lifeSecondsMean), FAILURE, machine);
    }

    private void scheduleIn(double seconds, int kind, int machine) {
        simulation.schedule(Math.round(seconds * NS_PER_SECOND), this, kind, machine);
    }
}
