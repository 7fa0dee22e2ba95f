package dev.nodecast.scheduler.manifest.tree;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import java.util.List;

/**
 * A list.
 *
 * @param mark where it begins
 * @param items its items in order
 */
public record ListNode(SourceMark mark, List<TreeNode> items) implements TreeNode {

    /** Keeps a copy of the items. */
    public ListNode {
        items = List.copyOf(items);
    }

    @Override
    public String describe() {
        return items.isEmpty() ? "an empty list" : "a list";
    }
}
