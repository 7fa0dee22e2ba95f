package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.provisioning.SolverOptions;

/**
 * Options of the controller that decisions depend on.
 *
 * @param spotToSpot whether consolidation may replace spot nodes by cheaper spot nodes (Karpenter's feature gate)
 */
public record Policies(SolverOptions.Preferences preferences, SolverOptions.MinValues minValues, boolean spotToSpot) {

    /** Karpenter's defaults. */
    public static final Policies DEFAULT =
            new Policies(SolverOptions.Preferences.RESPECT, SolverOptions.MinValues.STRICT, false);
}
