/**
 * Why a solution is what it is: what else a planned node could have been and at what price, which types its pods ruled
 * out, and what pods that found no node have in common. Made after the decision and without any part in it.
 */
@NullMarked
package dev.nodecast.scheduler.provisioning.explain;

import org.jspecify.annotations.NullMarked;
