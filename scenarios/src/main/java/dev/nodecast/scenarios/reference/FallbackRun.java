package dev.nodecast.scenarios.reference;

import dev.nodecast.scenarios.trace.CapacityTrace;

/** One run of {@link OneJobPolicy#FALLBACK}. */
final class FallbackRun {

    private final AvailabilityWalk walk;
    private final OneJob job;
    private final long startNs;

    FallbackRun(CapacityTrace trace, long startNs, OneJob job) {
        this.walk = new AvailabilityWalk(trace, startNs);
        this.job = job;
        this.startNs = startNs;
    }

    OneJobOutcome outcome() {
        long nowNs = startNs;
        long leftNs = job.workNs();
        long spotNs = 0;
        long onDemandNs = 0;
        int preemptions = 0;
        while (true) {
            long neededNs = job.restartNs() + leftNs;
            long untilNs = walk.untilNs();
            boolean finishes = untilNs == Long.MAX_VALUE || untilNs - nowNs >= neededNs;
            long ranNs = finishes ? neededNs : untilNs - nowNs;
            spotNs += walk.available() ? ranNs : 0;
            onDemandNs += walk.available() ? 0 : ranNs;
            nowNs += ranNs;
            if (finishes) {
                return new OneJobOutcome(spotNs, onDemandNs, preemptions, nowNs - startNs);
            }
            leftNs -= Math.max(0, ranNs - job.restartNs());
            preemptions += walk.available() ? 1 : 0;
            walk.advance();
        }
    }
}
