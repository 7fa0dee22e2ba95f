package dev.nodecast.sim.world.jobs;

/** What the rows of one job share since the job was delivered a second time. */
final class Twins {

    /** Progress of the job when its second row was made: what every further row begins with. */
    final long savedNs;

    /** Time of workers that is in it. */
    final long investedNs;

    /** When any of the rows was first executed; -1 for never. */
    long firstStartNs;

    /** Executions of all rows together. */
    int attempts;

    /** Rows that are still in the world. */
    int rows = 1;

    boolean done;

    Twins(long savedNs, long investedNs, long firstStartNs, int attempts) {
        this.attempts = attempts;
        this.savedNs = savedNs;
        this.investedNs = investedNs;
        this.firstStartNs = firstStartNs;
    }
}
