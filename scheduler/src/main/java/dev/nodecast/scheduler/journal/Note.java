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
     * A command of consolidation was found and waits to be looked at again before it is carried out.
     *
     * @param replacements how many nodes would take their place
     */
    record ConsolidationFound(List<String> nodeClaims, int replacements, long savedMicroUsdPerHour) implements Note {
        public ConsolidationFound {
            nodeClaims = List.copyOf(nodeClaims);
        }
    }

    /** That command is given up, since it does not hold any more. */
    record ConsolidationRejected(ConsolidationFound command, String why) implements Note {}
}
