package dev.nodecast.scheduler.journal;

import dev.nodecast.scheduler.model.ObjectKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that people are told of on the objects that it concerns, and that follows from decisions: nothing is decided by it,
 * and no record of a run holds it.
 */
public sealed interface Note {

    /**
     * A pod has a place on a node that is there or coming.
     *
     * @param nodeClaim null for a node without one
     * @param node null as long as it has not registered
     */
    record Nominated(
            ObjectKey pod,
            @Nullable String nodeClaim,
            @Nullable String node) implements Note {}

    /** A pod waits for which no node can be made, still or newly. */
    record Unschedulable(ObjectKey pod, String reason) implements Note {}

    /**
     * A pool is sold types, and could launch none of them for any pod.
     *
     * @param tooFewValues whether some would do, if they had as many different values as its minValues ask for
     */
    record NoInstanceTypes(String nodePool, boolean tooFewValues) implements Note {}

    /** Where the chunks of a CapacityBuffer are, by the plan that was made. */
    record BufferPlanned(ObjectKey buffer, Chunks chunks) implements Note {

        /**
         * How many.
         *
         * @param placed on nodes that are there or coming
         * @param launching on nodes that are launched for them
         * @param failed for which no node can be made
         */
        public record Chunks(int placed, int launching, int failed) {

            public Chunks plus(Chunks others) {
                return new Chunks(placed + others.placed, launching + others.launching, failed + others.failed);
            }
        }
    }

    /**
     * A command of consolidation was found and waits to be looked at again before it is carried out.
     *
     * @param method that found it
     * @param replacements how many nodes would take their place
     */
    record ConsolidationFound(String method, List<String> nodeClaims, int replacements, long savedMicroUsdPerHour)
            implements Note {
        public ConsolidationFound {
            nodeClaims = List.copyOf(nodeClaims);
        }
    }

    /**
     * The policy Balanced found the command worth it for a pool.
     *
     * @param nodeClaims all that go, of this pool and of others
     * @param savings the share of what the pool costs
     * @param disruption the share of what it would cost to disrupt the whole pool
     * @param k the savings are worth it from a k-th of the disruption on
     */
    record ConsolidationApproved(String nodePool, List<String> nodeClaims, double savings, double disruption, int k)
            implements Note {
        public ConsolidationApproved {
            nodeClaims = List.copyOf(nodeClaims);
        }
    }

    /** That command is given up, since it does not hold any more. */
    record ConsolidationRejected(ConsolidationFound command, String why) implements Note {}
}
