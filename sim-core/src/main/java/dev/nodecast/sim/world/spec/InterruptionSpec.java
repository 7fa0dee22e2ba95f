package dev.nodecast.sim.world.spec;

import dev.nodecast.sim.random.Distribution;
import org.jspecify.annotations.Nullable;

/**
 * What happens between EC2's notice and the loss of the instance, and who is told.
 *
 * @param noticeS seconds from the notice to the reclaim: 120, and 0 for no notice
 * @param rebalanceLeadS seconds by which a rebalance recommendation precedes the notice; null where none is sent
 * @param interruptionQueue whether the control loop hears of notices and lost instances (queue and EventBridge rules exist)
 * @param terminationHandler the handler that drains beside or instead of the loop, null where none is installed
 */
public record InterruptionSpec(
        long noticeS,
        @Nullable Distribution rebalanceLeadS,
        boolean interruptionQueue,
        @Nullable TerminationHandler terminationHandler) {

    /** Two minutes, told to the control loop. */
    public static final InterruptionSpec QUEUE = new InterruptionSpec(120, null, true, null);

    /** Nobody is told. */
    public static final InterruptionSpec UNHANDLED = new InterruptionSpec(120, null, false, null);

    /**
     * AWS Node Termination Handler in its daemon set mode: on a notice it cordons and drains the node.
     *
     * @param pollS seconds between its looks at the instance metadata, 2
     * @param podGracePeriodS the grace period it gives to pods; negative for the pod's own
     */
    public record TerminationHandler(long pollS, long podGracePeriodS) {}
}
