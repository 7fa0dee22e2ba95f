package dev.nodecast.scenarios.reference;

import dev.nodecast.scenarios.trace.CapacityTrace;

/**
 * One run of {@link OneJobPolicy#GREEDY}. The slack, time to the deadline less work left and a restart, shrinks while
 * waiting and while restarting, and stands still while work is done.
 */
final class GreedyRun {

    private final AvailabilityWalk walk;
    private final OneJob job;
    private final long startNs;
    private long nowNs;
    private long leftNs;
    private long spotNs;
    private int preemptions;

    GreedyRun(CapacityTrace trace, long startNs, OneJob job) {
        this.walk = new AvailabilityWalk(trace, startNs);
        this.job = job;
        this.startNs = startNs;
        this.nowNs = startNs;
        this.leftNs = job.workNs();
    }

    OneJobOutcome outcome() {
        while (slackNs() > 0) {
            long forNs = walk.untilNs() == Long.MAX_VALUE ? Long.MAX_VALUE : walk.untilNs() - nowNs;
            if (!walk.available()) {
                nowNs += Math.min(forNs, slackNs());
            } else if (runOnSpot(forNs)) {
                return new OneJobOutcome(spotNs, 0, preemptions, nowNs - startNs);
            }
            if (nowNs == walk.untilNs()) {
                preemptions += walk.available() ? 1 : 0;
                walk.advance();
            }
        }
        long onDemandNs = job.restartNs() + leftNs;
        return new OneJobOutcome(spotNs, onDemandNs, preemptions, nowNs - startNs + onDemandNs);
    }

    /** Returns whether the job was finished; otherwise capacity was lost or the slack used up. */
    private boolean runOnSpot(long forNs) {
        boolean slackEndsInRestart = slackNs() < job.restartNs();
        long neededNs = job.restartNs() + leftNs;
        if (!slackEndsInRestart && forNs >= neededNs) {
            pass(neededNs, leftNs);
            return true;
        }
        long ranNs = slackEndsInRestart ? Math.min(forNs, slackNs()) : forNs;
        pass(ranNs, Math.max(0, ranNs - job.restartNs()));
        return false;
    }

    private void pass(long ranNs, long workedNs) {
        nowNs += ranNs;
        spotNs += ranNs;
        leftNs -= workedNs;
    }

    private long slackNs() {
        return startNs + job.deadlineNs() - nowNs - leftNs - job.restartNs();
    }
}
