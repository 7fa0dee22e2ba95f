/**
 * Traces of the real world: spot capacity, prices, lifetimes, jobs, requests and measured series, as immutable models
 * that share one clock (nanoseconds since the trace's start). Open {@link dev.nodecast.scenarios.trace.Traces} first;
 * the readers of each family are in the packages below.
 */
@NullMarked
package dev.nodecast.scenarios.trace;

import org.jspecify.annotations.NullMarked;
