/** Rules about the cluster itself: its version, its system nodes, Karpenter's installation and permissions, GPU drivers. */
@NullMarked
package dev.nodecast.scheduler.review.cluster;

import org.jspecify.annotations.NullMarked;
