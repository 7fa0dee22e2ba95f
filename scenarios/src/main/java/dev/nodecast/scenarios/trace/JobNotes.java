package dev.nodecast.scenarios.trace;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What else a source says of a job.
 *
 * @param group the source's priority class, virtual cluster, service class or request type; may be empty
 * @param spotOk whether it may run on spot capacity, where known
 * @param queuedNs waiting time in the source cluster, where known
 * @param status final status in the source's words; may be empty
 */
public record JobNotes(String group, Optional<Boolean> spotOk, OptionalLong queuedNs, String status) {

    /** Notes of which only the group is known. */
    public static JobNotes ofGroup(String group) {
        return new JobNotes(group, Optional.empty(), OptionalLong.empty(), "");
    }
}
