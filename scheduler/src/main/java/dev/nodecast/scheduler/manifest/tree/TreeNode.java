package dev.nodecast.scheduler.manifest.tree;

import dev.nodecast.scheduler.diagnostics.SourceMark;

/**
 * A generic tree as YAML and JSON describe it, each part knowing where it stands. Made by {@link YamlReader} from text
 * and by {@link TreeBuilder} from Java values.
 */
public sealed interface TreeNode permits MapNode, ListNode, ScalarNode {

    /** Where the node stands; a mark without a line where it was not read from text. */
    SourceMark mark();

    /** What the node is, for "found: …": {@code a map}, {@code a list} or the scalar itself. */
    String describe();
}
