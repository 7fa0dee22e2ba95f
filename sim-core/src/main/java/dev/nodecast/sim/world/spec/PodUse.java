package dev.nodecast.sim.world.spec;

/**
 * How much of a resource, or of what a metric measures, a pod uses: between idle and busy by the share of its
 * concurrency that works.
 *
 * @param idle with no job, in cores, bytes, or the metric's own unit
 * @param busy with as many jobs as it takes
 */
public record PodUse(double idle, double busy) {

    public PodUse {
        if (!(idle >= 0) || !(busy >= 0)) {
            throw new IllegalArgumentException(
                    "use of a pod: found " + idle + " idle and " + busy + " busy, expected 0 or more");
        }
    }

    /** The use while this share of the pod's concurrency works. */
    public double at(double share) {
        return idle + (busy - idle) * share;
    }
}
