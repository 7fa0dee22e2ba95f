package dev.nodecast.scenarios.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers of a run, or of several replications together. Money is in USD, times in seconds, GPU time in hours.
 *
 * @param queues by name, in the scenario's order
 * @param fleet what was bought, by {@code node pool/instance type/capacity type}
 * @param disruption the commands of disruption, by their method
 * @param bounds by name, see {@link Bound}; empty where they were not asked for
 * @param beside the variants that the scenario wants to see beside itself, by name
 */
public record Figures(
        Cost cost,
        Spot spot,
        Nodes nodes,
        GpuHours gpuHours,
        Jobs jobs,
        Map<String, Queue> queues,
        Pods pods,
        Map<String, FleetLine> fleet,
        Map<String, Disruption> disruption,
        Map<String, Bound> bounds,
        Map<String, Beside> beside) {

    public Figures {
        queues = ordered(queues);
        fleet = ordered(fleet);
        disruption = ordered(disruption);
        bounds = ordered(bounds);
        beside = ordered(beside);
    }

    /** The same figures with these beside them. */
    public Figures with(Map<String, Bound> newBounds, Map<String, Beside> newBeside) {
        return new Figures(cost, spot, nodes, gpuHours, jobs, queues, pods, fleet, disruption, newBounds, newBeside);
    }

    /**
     * The bill: {@code total} is the sum of {@code compute}, {@code storage}, {@code controlPlane}, {@code systemNodes},
     * {@code data} and {@code commitment}; each {@code by…} map adds up to {@code compute}.
     *
     * @param compute the instances of NodePools and fixed fleets
     * @param commitment what of Savings Plans and capacity reservations no instance used
     * @param perCompletedJob total over completed jobs
     */
    public record Cost(
            Estimate total,
            Estimate compute,
            Estimate storage,
            Estimate controlPlane,
            Estimate systemNodes,
            Estimate data,
            Estimate commitment,
            Estimate perCompletedJob,
            Map<String, Estimate> byCapacityType,
            Map<String, Estimate> byInstanceType,
            Map<String, Estimate> byNodePool,
            Map<String, Estimate> byZone) {

        public Cost {
            byCapacityType = ordered(byCapacityType);
            byInstanceType = ordered(byInstanceType);
            byNodePool = ordered(byNodePool);
            byZone = ordered(byZone);
        }
    }

    /**
     * What spot does to the bill.
     *
     * @param share of the billed instance-hours of pools, 0 to 1
     * @param onDemandCost the same instance-hours at on-demand prices
     * @param saving {@code onDemandCost} less what the instances cost
     */
    public record Spot(Estimate share, Estimate onDemandCost, Estimate saving) {}

    /**
     * Counts of nodes.
     *
     * @param interrupted that got EC2's notice, whether or not they were gone before EC2 took them
     * @param reclaimed that EC2 took
     * @param launchFailures launches that EC2 refused
     * @param peak most instances at once
     */
    public record Nodes(
            Estimate launched, Estimate interrupted, Estimate reclaimed, Estimate launchFailures, Estimate peak) {}

    /**
     * GPU-hours: {@code bought = used + idle}, and {@code idle} is the sum of {@code idleBecause}.
     *
     * @param used a worker worked on a job
     */
    public record GpuHours(Estimate bought, Estimate used, Estimate idle, IdleBecause idleBecause) {

        /**
         * Why GPUs that are paid for did nothing.
         *
         * @param booting the node started
         * @param unassigned no pod had the GPU
         * @param waitingForJobs a worker was there, and no job
         * @param draining the pod was ending
         */
        public record IdleBecause(
                Estimate booting,
                Estimate unassigned,
                Estimate imagePull,
                Estimate modelLoad,
                Estimate waitingForJobs,
                Estimate draining) {}
    }

    /**
     * All jobs: {@code arrived = completed + failed + unfinished}, and {@code waiting + running + awaitingRedelivery +
     * troubles.inBackoff = unfinished + troubles.duplicates}.
     *
     * @param failed that were retried often enough, went over a limit, or were lost
     * @param requeued times that a worker gave a job back
     * @param redelivered times that a job came back by its visibility timeout
     * @param interrupted times that a worker had to leave a job before it was done
     * @param lostHours worker time spent in vain
     */
    public record Jobs(
            Estimate arrived,
            Estimate completed,
            Estimate unfinished,
            Estimate waiting,
            Estimate running,
            Estimate awaitingRedelivery,
            Estimate requeued,
            Estimate redelivered,
            Estimate interrupted,
            Estimate lostHours,
            Estimate failed,
            Troubles troubles) {}

    /**
     * What became of executions that did not simply end, and of messages that were delivered twice.
     *
     * @param inBackoff jobs that workers hold until their time has come
     * @param duplicates messages that are there beside another of the same job, or after it was done
     * @param duplicated times that a job was delivered again though a worker still had it
     * @param duplicateHours worker time on jobs that were done already; a part of {@code lostHours}
     * @param failedExecutions that raised an exception
     * @param workersLost executions whose child process was killed
     */
    public record Troubles(
            Estimate failedExecutions,
            Estimate retried,
            Estimate inBackoff,
            Estimate softLimits,
            Estimate hardLimits,
            Estimate workersLost,
            Estimate duplicated,
            Estimate duplicates,
            Estimate duplicateHours) {}

    /**
     * One queue.
     *
     * @param waits named wait in JSON: from a job's arrival to its first start, of the jobs that have started
     * @param turnaround from a job's arrival to its completion, of the completed
     */
    public record Queue(
            Estimate arrived,
            Estimate completed,
            Estimate unfinished,
            @JsonProperty("wait") Times waits,
            Times turnaround,
            Estimate meanLength,
            Estimate maxLength,
            Estimate failed) {}

    /** A distribution of times in seconds; not-a-number where there is no observation. */
    public record Times(Estimate mean, Estimate p50, Estimate p95, Estimate p99, Estimate max) {}

    /**
     * Pods of Deployments.
     *
     * @param pendingAtEnd without a node at the end
     * @param pendingToBound from a pod's creation until it has a node
     * @param pendingToRunning from a pod's creation to its running
     * @param pendingToWorking from a worker pod's creation until it can take jobs
     * @param restarts containers that crashed or that a probe gave up
     */
    public record Pods(
            Estimate created,
            Estimate pendingAtEnd,
            Times pendingToBound,
            Times pendingToRunning,
            Times pendingToWorking,
            Estimate restarts) {}

    /** What was bought of one instance type in one pool and capacity type; hours as existed, not as billed. */
    public record FleetLine(
            String nodePool,
            String instanceType,
            String capacityType,
            Estimate launched,
            Estimate interrupted,
            Estimate hours,
            Estimate gpuHours,
            Estimate gpuHoursUsed,
            Estimate cost) {}

    /**
     * The commands of one method of disruption.
     *
     * @param nodes that they were to take away
     * @param replacements that were to come first
     * @param savedPerHour what a command was to save per hour, in the mean; 0 of methods that do not look at prices
     */
    public record Disruption(
            String reason, Estimate commands, Estimate nodes, Estimate replacements, Estimate savedPerHour) {}

    /**
     * What the same demand would have cost otherwise.
     *
     * <ul>
     *   <li>{@code allOnDemand}: the scenario simulated again, on the same random numbers, with every pool buying
     *       on-demand;
     *   <li>{@code neverScaledDown}: computed, not simulated: at each moment as many GPU-hours (instances, where there are
     *       no GPUs) are paid for as the run had at its highest until then, at the price per hour that the run paid on
     *       average;
     *   <li>{@code perfectForesight}: computed: exactly the completed jobs' service time, on the instance type that does the
     *       work cheapest at the lowest price of the whole period, nothing before, between or after. No policy can be
     *       cheaper.
     * </ul>
     *
     * @param compute cost of instances
     * @param meanWait named wait in JSON: of all queues' jobs, mean in seconds; not-a-number where the bound does not say
     * @param completed jobs; not-a-number where the bound does not say
     */
    public record Bound(
            Estimate compute, @JsonProperty("wait") Estimate meanWait, Estimate completed) {

        public static final String ALL_ON_DEMAND = "allOnDemand";
        public static final String NEVER_SCALED_DOWN = "neverScaledDown";
        public static final String PERFECT_FORESIGHT = "perfectForesight";
    }

    /**
     * A variant of the scenario, in short, simulated on the same random numbers.
     *
     * @param meanWait named wait in JSON: of all queues' jobs in seconds; not-a-number without jobs
     */
    public record Beside(
            Estimate total,
            Estimate compute,
            Estimate gpuHoursBought,
            Estimate gpuHoursUsed,
            Estimate completed,
            @JsonProperty("wait") Estimate meanWait,
            Estimate interrupted,
            Estimate lostHours) {}

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
