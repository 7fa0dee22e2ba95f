package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.interruption.SpotChoice;

/**
 * Policies that go beyond Karpenter, each off unless it is asked for here or by an annotation of a NodePool.
 *
 * @param spot by what spot offerings are chosen
 */
public record OptIns(SpotChoice spot) {

    /** Karpenter's behaviour. */
    public static final OptIns NONE = new OptIns(SpotChoice.DEFAULT);
}
