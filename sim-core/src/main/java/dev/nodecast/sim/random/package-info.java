/**
 * Reproducible randomness: named streams derived from (seed, replication, name, entity) and the distributions that are
 * sampled from them. The same seed gives the same numbers on every JVM. Open
 * {@link dev.nodecast.sim.random.RandomStreams} first.
 */
@NullMarked
package dev.nodecast.sim.random;

import org.jspecify.annotations.NullMarked;
