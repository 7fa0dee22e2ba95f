package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.manifest.tree.MapNode;

/**
 * An object that was read, with the tree it was read from.
 *
 * @param header what it is
 * @param value the object in the model; an {@link UnreadObject} where the model has no such kind
 * @param tree the object as it was written, for rules that look at more than the model keeps
 */
public record Manifest<T>(ObjectHeader header, T value, MapNode tree) {

    /** Where the object begins. */
    public SourceMark mark() {
        return tree.mark();
    }

    /** Where the value at a path of keys stands; the object's own place where there is none. */
    public SourceMark markAt(String... keys) {
        return tree.at(keys).map(node -> node.mark()).orElse(tree.mark());
    }
}
