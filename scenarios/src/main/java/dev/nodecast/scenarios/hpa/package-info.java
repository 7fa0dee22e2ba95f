/**
 * Autoscalers without a cluster: single syncs and whole trajectories in the formats of recorded reference data, and
 * manifests under a measured metric series.
 */
@NullMarked
package dev.nodecast.scenarios.hpa;

import org.jspecify.annotations.NullMarked;
