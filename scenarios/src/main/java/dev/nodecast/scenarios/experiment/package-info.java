/**
 * Runs scenarios: once or in independent replications on all cores, with bounds beside the answer, and several of them
 * against each other on common random numbers. Open {@link dev.nodecast.scenarios.experiment.Experiment} first.
 */
@NullMarked
package dev.nodecast.scenarios.experiment;

import org.jspecify.annotations.NullMarked;
