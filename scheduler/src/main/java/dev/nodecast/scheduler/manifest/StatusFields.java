package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;

/** The status is written by controllers, not by people: fields of it that are not needed are not reported. */
final class StatusFields {

    private StatusFields() {}

    static void ignoreUnknown(Fields status) {
        status.node().entries().forEach(entry -> status.ignore(entry.key()));
    }
}
