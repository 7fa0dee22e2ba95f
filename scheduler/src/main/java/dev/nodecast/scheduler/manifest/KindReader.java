package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;

/** Reads the objects of one kind. */
@FunctionalInterface
interface KindReader {

    /** Reads the object; {@code apiVersion}, {@code kind}, {@code metadata} and {@code status} are already declared. */
    Object read(Fields object, ObjectContext context);
}
