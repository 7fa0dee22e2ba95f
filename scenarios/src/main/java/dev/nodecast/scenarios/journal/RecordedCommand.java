package dev.nodecast.scenarios.journal;

/**
 * Nodes that were to go at the disruption controller's wish.
 *
 * @param atNs when it was decided
 * @param savedMicroUsdPerHour what the nodes cost, less the lowest prices of their replacements; 0 where no price was looked at
 */
public record RecordedCommand(
        long atNs, String method, String reason, int nodes, int replacements, long savedMicroUsdPerHour) {}
