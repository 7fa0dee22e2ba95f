/**
 * From a scenario file to a world that can run: {@link dev.nodecast.scenarios.resolve.ScenarioResolver} reads everything
 * that the file names, {@link dev.nodecast.scenarios.resolve.WorldBuilder} maps it onto the simulated world.
 */
@NullMarked
package dev.nodecast.scenarios.resolve;

import org.jspecify.annotations.NullMarked;
