package dev.nodecast.scenarios.reference;

/**
 * What one job cost.
 *
 * @param spotNs instance time on spot
 * @param onDemandNs instance time on demand
 * @param preemptions how often a spot instance was taken away
 * @param finishNs when the job was done, after its start
 */
public record OneJobOutcome(long spotNs, long onDemandNs, int preemptions, long finishNs) {

    /** Cost over that of one uninterrupted on-demand instance, its start included. */
    public double costRatio(OneJob job) {
        return (spotNs * job.spotPriceRatio() + onDemandNs) / (job.workNs() + job.restartNs());
    }

    /** Share of the instance time that was on spot. */
    public double spotShare() {
        return (double) spotNs / (spotNs + onDemandNs);
    }

    /** Whether the job was done too late. */
    public boolean missedDeadline(OneJob job) {
        return finishNs > job.deadlineNs();
    }
}
