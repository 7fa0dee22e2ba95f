package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.model.Namespace;

/** Reads Namespaces. */
final class NamespaceReader {

    private NamespaceReader() {}

    static Namespace read(Fields object, ObjectContext context) {
        object.ignore("spec");
        return new Namespace(context.meta().name(), context.meta().labels()).withNameLabel();
    }
}
