/**
 * The one reader from Kubernetes manifests into the model. Text, {@code kubectl} output and live objects become the
 * same generic tree ({@link dev.nodecast.scheduler.manifest.TreeNode}), and
 * {@link dev.nodecast.scheduler.manifest.ManifestReader} reads the tree into records, reporting every problem with its
 * place.
 */
@NullMarked
package dev.nodecast.scheduler.manifest;

import org.jspecify.annotations.NullMarked;
