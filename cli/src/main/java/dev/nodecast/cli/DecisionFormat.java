package dev.nodecast.cli;

/** How a decision is printed. */
enum DecisionFormat {
    /** For programs. */
    JSON,
    /** Tables for a terminal. */
    TABLE,
    /** Sentences that say why. */
    EXPLAIN
}
