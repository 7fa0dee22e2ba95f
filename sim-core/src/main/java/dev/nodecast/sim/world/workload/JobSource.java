package dev.nodecast.sim.world.workload;

/**
 * Jobs in order of arrival, pulled one at a time. The accessors describe the job that the last {@link #advance()}
 * reached and are undefined before the first.
 *
 * <pre>{@code
 * while (source.advance()) {
 *     schedule(source.arrivalNs(), source.queue(), source.serviceNs());
 * }
 * }</pre>
 */
public interface JobSource {

    /** Moves to the next job; false when there is none, and from then on for ever. */
    boolean advance();

    /** When the job arrives, in nanoseconds since the scenario's start; never before the job before it. */
    long arrivalNs();

    /** How long one undisturbed worker takes for the job, in nanoseconds; 0 or more. */
    long serviceNs();

    /** Index of the job's queue in the scenario's list of queues. */
    int queue();
}
