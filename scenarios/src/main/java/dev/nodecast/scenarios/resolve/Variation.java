package dev.nodecast.scenarios.resolve;

/** What is changed of a scenario for a bound. */
public enum Variation {
    NONE,
    /** Every NodePool buys on-demand. */
    ALL_ON_DEMAND
}
