/**
 * What the simulated EC2 needs to know of the spot market: how much capacity each pool has, what it costs, and how
 * often a running instance is taken back. A pool is one instance type in one zone. Traces and models implement these
 * interfaces; the simulated cloud pulls from them, step by step, and never asks twice for the same instant.
 */
@NullMarked
package dev.nodecast.sim.world.market;

import org.jspecify.annotations.NullMarked;
