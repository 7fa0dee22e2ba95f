package dev.nodecast.sim.world.measure;

/**
 * Told of each job as it is completed or has failed for good, and at the end of the run of those that are neither. Holds
 * nothing by itself.
 */
@FunctionalInterface
public interface JobSink {

    JobSink NONE = job -> {};

    /** One job; the object is used again for the next one, so take from it what you need. */
    void job(JobRow job);

    /** What is known of a job. */
    interface JobRow {
        /** Number of the job in order of arrival, from 0. */
        long id();

        int queue();

        long arrivalNs();

        /** When a worker first took it; -1 if none did. */
        long firstStartNs();

        /** When it was completed; -1 if it was not. */
        long completedNs();

        /** Whether it has failed for good. */
        boolean failed();

        /** Its service time on a worker of speed 1. */
        long serviceNs();

        /** How often it was taken by a worker. */
        int attempts();

        /** Time of workers spent on it in vain. */
        long lostNs();

        /** Node of its last attempt; empty if there was none. */
        String node();
    }
}
