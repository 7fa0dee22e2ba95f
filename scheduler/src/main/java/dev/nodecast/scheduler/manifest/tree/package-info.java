/**
 * YAML and JSON text, {@code kubectl} output and live objects as one generic tree
 * ({@link dev.nodecast.scheduler.manifest.tree.TreeNode}) whose parts know their place, and
 * {@link dev.nodecast.scheduler.manifest.tree.Fields}, which reads typed values out of a map and reports everything that
 * is wrong with it. Knows nothing of Kubernetes' kinds: scenario files are read with it too.
 */
@NullMarked
package dev.nodecast.scheduler.manifest.tree;

import org.jspecify.annotations.NullMarked;
