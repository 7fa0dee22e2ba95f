package dev.nodecast.scheduler.disruption;

/** What a consolidation has to pass beside its what-if: bounds before it, the policy Balanced after it. */
record Gate(Prospects prospects, BalancedScore score) {}
