/**
 * Whether a node that is not needed now is worth keeping until it is needed again, learned from what the loops observe (not
 * in Karpenter, which removes it {@code consolidateAfter} the last pod event). {@link
 * dev.nodecast.scheduler.lookahead.LookAhead} says how it is set, {@link
 * dev.nodecast.scheduler.lookahead.SkiRental} what it guarantees.
 */
@NullMarked
package dev.nodecast.scheduler.lookahead;

import org.jspecify.annotations.NullMarked;
