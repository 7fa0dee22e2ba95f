/**
 * What a run of the simulated world leaves behind: {@link dev.nodecast.sim.world.measure.RunResult}, and the recorder
 * that writes it while the world runs.
 */
@NullMarked
package dev.nodecast.sim.world.measure;

import org.jspecify.annotations.NullMarked;
