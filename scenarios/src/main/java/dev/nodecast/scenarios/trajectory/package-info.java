/**
 * Recorded runs of real Karpenter and the same again in the simulator: the folder with what was done, the world that is
 * built from it, what came out in the recording's own form, and how the two compare. Open {@link
 * dev.nodecast.scenarios.trajectory.TrajectoryRun} first.
 */
@NullMarked
package dev.nodecast.scenarios.trajectory;

import org.jspecify.annotations.NullMarked;
