package dev.nodecast.scenarios.reference;

/**
 * One job on one instance at a time (the setting of "Can't Be Late", NSDI'24). Work survives a preemption; every start
 * of an instance costs the restart overhead, billed without progress.
 *
 * @param workNs computing time the job needs
 * @param deadlineNs by when it should be done, after its start
 * @param restartNs overhead at every instance start
 * @param spotPriceRatio spot price over on-demand price
 */
public record OneJob(long workNs, long deadlineNs, long restartNs, double spotPriceRatio) {

    public OneJob {
        if (workNs <= 0 || deadlineNs <= 0 || restartNs < 0 || !(spotPriceRatio >= 0)) {
            throw new IllegalArgumentException("found work " + workNs + " ns, deadline " + deadlineNs + " ns, restart "
                    + restartNs + " ns, price ratio " + spotPriceRatio + "; expected positive times and ratio");
        }
    }
}
