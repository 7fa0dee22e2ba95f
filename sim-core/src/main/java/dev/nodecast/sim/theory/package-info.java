/**
 * Closed forms of queueing theory that simulation results are compared with. Rates and times are in any one unit, as
 * long as it is the same throughout a call.
 */
@NullMarked
package dev.nodecast.sim.theory;

import org.jspecify.annotations.NullMarked;
