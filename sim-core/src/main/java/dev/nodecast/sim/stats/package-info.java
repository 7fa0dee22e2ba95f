/**
 * Output statistics of a simulation: tallies of observations, time-weighted levels, quantiles in bounded memory, and
 * confidence intervals over replications, pairs and batches.
 */
@NullMarked
package dev.nodecast.sim.stats;

import org.jspecify.annotations.NullMarked;
