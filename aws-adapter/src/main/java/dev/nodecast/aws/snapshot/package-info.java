/**
 * From a cluster to a scenario that can be simulated at once. Open {@link dev.nodecast.aws.snapshot.Snapshot} first. Secrets and
 * ConfigMaps are never asked for, and environment variables of containers are left out.
 */
@NullMarked
package dev.nodecast.aws.snapshot;

import org.jspecify.annotations.NullMarked;
