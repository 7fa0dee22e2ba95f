package dev.nodecast.scheduler.manifest.tree;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list whose end has not been read yet. */
final class OpenList implements OpenCollection {

    private final SourceMark mark;
    private final @Nullable String anchor;
    private final List<TreeNode> items = new ArrayList<>();
    private long size = 1;

    OpenList(SourceMark mark, @Nullable String anchor) {
        this.mark = mark;
        this.anchor = anchor;
    }

    @Override
    public @Nullable String anchor() {
        return anchor;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void add(TreeNode node, long nodeSize, boolean plain) {
        items.add(node);
        size += nodeSize;
    }

    @Override
    public TreeNode close() {
        return new ListNode(mark, items);
    }
}
