package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;
import java.util.List;
import java.util.Optional;

/**
 * A condition of an object's status.
 *
 * @param sinceNs when it last changed
 */
record Condition(String type, String status, String reason, Optional<Long> sinceNs) {

    /** The conditions in {@code status.conditions}. */
    static List<Condition> of(Fields status, ObjectContext context) {
        return status.maps("conditions", fields -> {
            StatusFields.ignoreUnknown(fields);
            return new Condition(
                    fields.text("type").orElse(""),
                    fields.text("status").orElse(""),
                    fields.text("reason").orElse(""),
                    context.timeNs(fields, "lastTransitionTime"));
        });
    }

    /** Whether a condition has this status and, unless {@code reason} is empty, this reason. */
    static boolean has(List<Condition> conditions, String type, String status, String reason) {
        return conditions.stream()
                .anyMatch(c -> c.type.equals(type)
                        && c.status.equals(status)
                        && (reason.isEmpty() || c.reason.equals(reason)));
    }

    /** When a condition became true; empty while it is not. */
    static Optional<Long> trueSince(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(c -> c.type.equals(type) && c.status.equals("True"))
                .findFirst()
                .map(c -> c.sinceNs.orElse(0L));
    }
}
