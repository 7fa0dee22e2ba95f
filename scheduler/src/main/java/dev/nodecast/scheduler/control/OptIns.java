package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.interruption.SpotChoice;
import dev.nodecast.scheduler.lookahead.LookAhead;

/**
 * Policies that go beyond Karpenter, each off unless it is asked for here or by an annotation of a NodePool.
 *
 * @param spot by what spot offerings are chosen
 * @param lookAhead how far nodes are kept in view of demand to come
 */
public record OptIns(SpotChoice spot, LookAhead lookAhead) {

    /** Karpenter's behaviour. */
    public static final OptIns NONE = new OptIns(SpotChoice.DEFAULT, LookAhead.NONE);
}
