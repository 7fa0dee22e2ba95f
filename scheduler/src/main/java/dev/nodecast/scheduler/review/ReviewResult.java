package dev.nodecast.scheduler.review;

import dev.nodecast.scheduler.diagnostics.Diagnostics;

/**
 * What a review found.
 *
 * @param diagnostics problems of reading and findings of rules, in source order
 * @param anythingReadable whether at least one of the inputs could be read
 */
public record ReviewResult(Diagnostics diagnostics, boolean anythingReadable) {

    /** Whether there is at least one error. */
    public boolean hasErrors() {
        return diagnostics.hasErrors();
    }
}
