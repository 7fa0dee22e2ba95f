package dev.nodecast.sim.world.measure;

import dev.nodecast.scheduler.billing.Invoice;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.sim.stats.QuantileSketch;
import dev.nodecast.sim.stats.Tally;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a run leaves behind.
 *
 * @param horizonNs when it ended
 * @param invoice what the cluster has cost at the end
 * @param invoices the invoices so far at the times that were asked for
 * @param queues one per queue, in the scenario's order
 * @param nodes every instance that was ever requested and launched, in the order of their launch
 * @param timeline samples at the interval that was asked for, the first at 0
 * @param warnings what a reader of the result should know
 */
public record RunResult(
        long horizonNs,
        Invoice invoice,
        List<DatedInvoice> invoices,
        JobTotals jobs,
        List<QueueResult> queues,
        List<NodeRecord> nodes,
        NodeTotals nodeTotals,
        GpuTime gpuTime,
        PodResult pods,
        List<TimelineSample> timeline,
        EventCounts events,
        List<String> warnings) {

    /** The invoice of everything up to an instant. */
    public record DatedInvoice(long atNs, Invoice invoice) {}

    /**
     * Jobs of all queues together, at the end and at every instant: {@code arrived = completed + failed + unfinished} and
     * {@code waiting + running + awaitingRedelivery + inBackoff = unfinished + duplicates}.
     *
     * @param requeued times that a worker gave a job back
     * @param redelivered times that a job came back by its visibility timeout
     * @param interrupted times that a worker had to leave a job before it was done, whatever became of it
     * @param lostNs worker time spent in vain
     * @param troubles how executions ended that did not simply end
     */
    public record JobTotals(
            long arrived,
            long completed,
            long waiting,
            long running,
            long awaitingRedelivery,
            long requeued,
            long redelivered,
            long interrupted,
            long lostNs,
            Troubles troubles) {

        public long unfinished() {
            return arrived - completed - troubles.failed;
        }

        /** These and others together. */
        public JobTotals plus(JobTotals other) {
            return new JobTotals(
                    arrived + other.arrived,
                    completed + other.completed,
                    waiting + other.waiting,
                    running + other.running,
                    awaitingRedelivery + other.awaitingRedelivery,
                    requeued + other.requeued,
                    redelivered + other.redelivered,
                    interrupted + other.interrupted,
                    lostNs + other.lostNs,
                    troubles.plus(other.troubles));
        }
    }

    /**
     * Failures, retries and second deliveries.
     *
     * @param failed jobs that failed for good: retried often enough, over a limit, or lost with a worker that had
     *     acknowledged them
     * @param inBackoff jobs that workers hold until their time has come
     * @param duplicates messages that are in the world beside another one of the same job, or after it was done
     * @param duplicated times that a job was delivered again though somebody still had it
     * @param duplicateNs worker time on executions of jobs that were done already; a part of what is lost
     * @param failedExecutions that raised an exception
     * @param workersLost executions whose child process was killed
     */
    public record Troubles(
            long failed,
            long inBackoff,
            long duplicates,
            long duplicated,
            long duplicateNs,
            long failedExecutions,
            long retried,
            long softLimits,
            long hardLimits,
            long workersLost) {

        public static final Troubles NONE = new Troubles(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

        private Troubles plus(Troubles other) {
            return new Troubles(
                    failed + other.failed,
                    inBackoff + other.inBackoff,
                    duplicates + other.duplicates,
                    duplicated + other.duplicated,
                    duplicateNs + other.duplicateNs,
                    failedExecutions + other.failedExecutions,
                    retried + other.retried,
                    softLimits + other.softLimits,
                    hardLimits + other.hardLimits,
                    workersLost + other.workersLost);
        }
    }

    /**
     * One queue. Times are in seconds.
     *
     * @param waitS from a job's arrival to its first start, of the jobs that have started
     * @param waitQuantilesS of the same
     * @param turnaroundS from a job's arrival to its completion, of the completed
     * @param meanLength time average of the waiting jobs
     */
    public record QueueResult(
            String name,
            JobTotals jobs,
            Tally waitS,
            QuantileSketch waitQuantilesS,
            Tally turnaroundS,
            QuantileSketch turnaroundQuantilesS,
            double meanLength,
            long maxLength) {}

    /**
     * Counts of nodes. An interrupted node is one that got EC2's notice, whether or not it was gone before EC2 took it.
     *
     * @param launchFailures launches that the cloud refused
     * @param peak the most instances that ran at once
     */
    public record NodeTotals(long launched, long interrupted, long reclaimed, long launchFailures, long peak) {}

    /**
     * Pods of Deployments.
     *
     * @param pendingToBoundS seconds from the creation of a pod until it has a node, of the pods that got one
     * @param pendingToRunningS seconds from the creation of a pod to its running, of the pods that have started
     * @param pendingToWorkingS seconds from the creation of a worker's pod until it can take jobs
     * @param pendingAtEnd pods without a node at the end of the run
     * @param bytesPulled container images pulled by all nodes
     * @param restarts containers that crashed or that a probe gave up
     */
    public record PodResult(
            long created,
            Tally pendingToBoundS,
            QuantileSketch pendingToBoundQuantilesS,
            Tally pendingToRunningS,
            QuantileSketch pendingToRunningQuantilesS,
            Tally pendingToWorkingS,
            QuantileSketch pendingToWorkingQuantilesS,
            long pendingAtEnd,
            long bytesPulled,
            long restarts) {}

    /**
     * The world at an instant.
     *
     * @param nodesByCapacityType running instances
     * @param queueLengths waiting jobs per queue
     * @param microUsdPerHour what the running instances cost
     */
    public record TimelineSample(
            long atNs,
            SortedMap<String, Integer> nodesByCapacityType,
            int podsPending,
            int podsRunning,
            List<Long> queueLengths,
            long runningJobs,
            long gpus,
            long gpusBusy,
            long microUsdPerHour) {}

    /**
     * How much happened, for the curious and for tests of speed.
     *
     * @param decisions how often the loop decided what, by the kind of {@link Decision}
     * @param disruptions the commands of disruption, by their method
     */
    public record EventCounts(
            long events, long observations, Map<String, Long> decisions, Map<String, Disruptions> disruptions) {}

    /**
     * The commands of one method together.
     *
     * @param nodes that they were to take away
     * @param savedMicroUsdPerHour sum of what each was to save per hour
     */
    public record Disruptions(String reason, long commands, long nodes, long replacements, long savedMicroUsdPerHour) {

        /** These and those. */
        public Disruptions plus(Disruptions more) {
            return new Disruptions(
                    reason,
                    commands + more.commands,
                    nodes + more.nodes,
                    replacements + more.replacements,
                    savedMicroUsdPerHour + more.savedMicroUsdPerHour);
        }
    }
}
