package dev.nodecast.reports.input;

/**
 * A row of {@code nodes.csv}: an instance. Times are seconds since the scenario's start; not-a-number where they did not
 * come.
 *
 * @param claimed whether a NodeClaim asked for it; fixed fleets and system nodes have none
 * @param initializedS when pods could use all it has
 * @param cause why it ended; empty where it did not
 */
public record NodeRow(
        boolean claimed, double requestedS, double launchedS, double initializedS, double terminatedS, String cause) {}
