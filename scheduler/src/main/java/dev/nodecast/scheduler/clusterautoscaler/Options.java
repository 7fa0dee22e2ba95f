package dev.nodecast.scheduler.clusterautoscaler;

import java.util.List;

/**
 * Flags of Cluster Autoscaler.
 *
 * @param groups its node groups
 * @param expanders a chain: each narrows what the one before has left
 * @param times how long it waits for what
 * @param utilizationThreshold nodes above it are needed (of GPUs on nodes that have some, else of cpu or memory)
 * @param expendablePriority pods below it neither ask for nodes nor hold them
 */
public record Options(
        List<NodeGroup> groups,
        List<Expander> expanders,
        Times times,
        double utilizationThreshold,
        int expendablePriority) {

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MINUTE_NS = 60 * SECOND_NS;

    public Options {
        groups = List.copyOf(groups);
        expanders = List.copyOf(expanders);
    }

    /** The defaults of release 1.37 (config/flags/flags.go) with these groups. */
    public static Options defaults(List<NodeGroup> groups) {
        return new Options(groups, List.of(Expander.LEAST_WASTE), Times.DEFAULT, 0.5, -10);
    }

    /**
     * Times in nanoseconds.
     *
     * @param scanInterval between two loops; a new unschedulable pod, or a loop that did something, starts one at once
     * @param newPods while all pending pods are younger nothing is scaled up
     * @param newGpuPods while the oldest pending pod with a GPU is younger nothing is scaled up
     * @param unneeded how long a node must be unneeded before it goes
     * @param delayAfterAdd no node goes for so long after any scale-up
     * @param provisionMax after this an instance that has not become a node is given up
     * @param backoff first pause of a group that could not grow; doubled at each failure
     * @param backoffMax longest pause
     * @param backoffReset a group without a failure for so long begins anew
     * @param deleteDelay between the taint of a node that goes and its deletion
     */
    public record Times(
            long scanInterval,
            long newPods,
            long newGpuPods,
            long unneeded,
            long delayAfterAdd,
            long provisionMax,
            long backoff,
            long backoffMax,
            long backoffReset,
            long deleteDelay) {

        /** The defaults of release 1.37. */
        public static final Times DEFAULT = new Times(
                10 * SECOND_NS,
                2 * SECOND_NS,
                30 * SECOND_NS,
                10 * MINUTE_NS,
                10 * MINUTE_NS,
                15 * MINUTE_NS,
                5 * MINUTE_NS,
                30 * MINUTE_NS,
                180 * MINUTE_NS,
                5 * SECOND_NS);

        /** The same with another rhythm. */
        public Times withScanInterval(long newScanInterval) {
            return new Times(
                    newScanInterval,
                    newPods,
                    newGpuPods,
                    unneeded,
                    delayAfterAdd,
                    provisionMax,
                    backoff,
                    backoffMax,
                    backoffReset,
                    deleteDelay);
        }

        /** The same with other times to keep nodes. */
        public Times withScaleDown(long newUnneeded, long newDelayAfterAdd) {
            return new Times(
                    scanInterval,
                    newPods,
                    newGpuPods,
                    newUnneeded,
                    newDelayAfterAdd,
                    provisionMax,
                    backoff,
                    backoffMax,
                    backoffReset,
                    deleteDelay);
        }
    }
}
