/**
 * The scenario file: what stands in it ({@link dev.nodecast.scenarios.file.ScenarioFile}, one record per block, defaults
 * beside each), and how it is found, overridden and read ({@link dev.nodecast.scenarios.file.ScenarioReader}).
 */
@NullMarked
package dev.nodecast.scenarios.file;

import org.jspecify.annotations.NullMarked;
