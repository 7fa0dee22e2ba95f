/**
 * The cluster behind the scheduler's port: what is watched becomes observations, commands become requests. Open first:
 * {@link dev.nodecast.aws.kubernetes.LiveCluster}. No decision is made here.
 */
@NullMarked
package dev.nodecast.aws.kubernetes;

import org.jspecify.annotations.NullMarked;
