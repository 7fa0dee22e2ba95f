package dev.nodecast.scheduler.manifest.tree;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.Severity;

/**
 * What holds for the reading of one tree.
 *
 * @param diagnostics where problems go
 * @param unknownFields how much a field matters that nobody asked for
 */
public record Reading(Diagnostics diagnostics, Severity unknownFields) {

    /** How much it matters that an API server would refuse something: a warning where one has accepted it. */
    public Severity refusals() {
        return unknownFields;
    }

    /** Unknown fields are errors, as they are for {@code kubectl apply}. */
    public static Reading strict(Diagnostics diagnostics) {
        return new Reading(diagnostics, Severity.ERROR);
    }

    /** Unknown fields are warnings: for objects that an API server has accepted. */
    public static Reading lenient(Diagnostics diagnostics) {
        return new Reading(diagnostics, Severity.WARNING);
    }
}
