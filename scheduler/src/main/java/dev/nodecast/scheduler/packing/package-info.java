/**
 * Vector bin packing at the least cost, with a proven bound: items of few classes into bins of many types at different
 * prices. It knows nothing of Kubernetes.
 *
 * <p>Read {@link dev.nodecast.scheduler.packing.Packer} first. Patterns, sets of items that fill one bin, are generated
 * where a linear program prices them (Gilmore and Gomory, <i>A linear programming approach to the cutting-stock
 * problem</i>, 1961 and 1963); prices that no pattern beats prove a bound (Farley, <i>A note on bounding a class of linear
 * programming problems, including cutting stock problems</i>, 1990); fixing patterns one after the other gives an answer
 * (Vance, <i>Branch-and-price algorithms for the one-dimensional cutting stock problem</i>, 1998); a best-first search
 * over what is left to pack (Hart, Nilsson and Raphael, 1968), on all patterns whose reduced cost is within the gap
 * (Baldacci, Christofides and Mingozzi, 2008), closes it.
 *
 * <p>Costs are integers. Floating-point numbers only propose prices: a bound is worked out again with the proposed prices
 * rounded to integers, so that it holds however inexact they are. Effort is counted in steps; time plays no part.
 */
@NullMarked
package dev.nodecast.scheduler.packing;

import org.jspecify.annotations.NullMarked;
