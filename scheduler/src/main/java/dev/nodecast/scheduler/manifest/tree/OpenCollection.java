package dev.nodecast.scheduler.manifest.tree;

import org.jspecify.annotations.Nullable;

/** A map or list whose end has not been read yet. */
sealed interface OpenCollection permits OpenMap, OpenList {

    /** The name of its anchor, if it has one. */
    @Nullable
    String anchor();

    /** How many nodes it stands for so far, itself and those behind aliases included. */
    long size();

    /**
     * Takes the next key, value or item.
     *
     * @param size how many nodes it stands for
     * @param plain whether it is a scalar without quotes
     */
    void add(TreeNode node, long size, boolean plain);

    /** Makes the node. */
    TreeNode close();
}
