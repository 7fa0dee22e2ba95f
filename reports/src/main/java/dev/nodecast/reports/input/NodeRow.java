package dev.nodecast.reports.input;

/**
 * A row of {@code nodes.csv}: an instance. Times are seconds since the scenario's start; not-a-number where they did not
 * come.
 *
 * @param initializedS when pods could use all it has
 * @param noticeS of EC2's interruption
 * @param cause why it ended; empty where it did not
 */
public record NodeRow(
        String nodePool,
        String capacityType,
        double requestedS,
        double launchedS,
        double initializedS,
        double noticeS,
        double terminatedS,
        String cause) {}
