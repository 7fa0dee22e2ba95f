package dev.nodecast.scenarios.reference;

import dev.nodecast.scenarios.trace.CapacityTrace;

/** When a single job takes spot capacity and when it pays for on-demand. */
public enum OneJobPolicy {

    /** Spot while there is capacity, otherwise on-demand; back to spot at once. Ignores the deadline. */
    FALLBACK {
        @Override
        public OneJobOutcome run(CapacityTrace trace, long startNs, OneJob job) {
            return new FallbackRun(trace, startNs, job).outcome();
        }
    },

    /**
     * Spot while there is capacity, otherwise waiting, unpaid; on-demand for good from the first moment at which the
     * time to the deadline is no more than the work left and a restart. A restart on spot that would end before that
     * moment, or just at it, is let finish; from then on the margin stands still while work is done.
     */
    GREEDY {
        @Override
        public OneJobOutcome run(CapacityTrace trace, long startNs, OneJob job) {
            return new GreedyRun(trace, startNs, job).outcome();
        }
    };

    /** Runs {@code job} from {@code startNs} of the trace; the trace's last capacity holds beyond its end. */
    public abstract OneJobOutcome run(CapacityTrace trace, long startNs, OneJob job);
}
