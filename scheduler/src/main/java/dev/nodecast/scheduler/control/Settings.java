package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.disruption.ConsolidationOptions;
import dev.nodecast.scheduler.disruption.DisruptionLoop;
import dev.nodecast.scheduler.provisioning.SolverOptions;

/**
 * What can be set of the control loops.
 *
 * @param optIns policies that go beyond Karpenter
 * @param seed of what is left to chance: the names of claims, by which nodes that are alike are ordered, and the
 *     order in which single-node consolidation takes pools
 */
public record Settings(
        BatchWindow batch,
        SolverOptions solver,
        DisruptionLoop.Rhythm disruption,
        ConsolidationOptions consolidation,
        AutoscalingLoop.Settings autoscaling,
        OptIns optIns,
        long seed) {

    private static final long SECOND_NS = 1_000_000_000L;

    /** Settings with nothing that goes beyond Karpenter but what the other settings say. */
    public Settings(
            BatchWindow batch,
            SolverOptions solver,
            DisruptionLoop.Rhythm disruption,
            ConsolidationOptions consolidation,
            AutoscalingLoop.Settings autoscaling,
            long seed) {
        this(batch, solver, disruption, consolidation, autoscaling, OptIns.NONE, seed);
    }

    /** The same with the seed 0. */
    public Settings(
            BatchWindow batch,
            SolverOptions solver,
            DisruptionLoop.Rhythm disruption,
            ConsolidationOptions consolidation,
            AutoscalingLoop.Settings autoscaling) {
        this(batch, solver, disruption, consolidation, autoscaling, 0);
    }

    public Settings with(OptIns others) {
        return new Settings(batch, solver, disruption, consolidation, autoscaling, others, seed);
    }

    /** How long pending pods are collected: until none has come for {@code idleNs}, at most {@code maxNs}. */
    public record BatchWindow(long idleNs, long maxNs) {
        public BatchWindow {
            if (idleNs < 0 || maxNs < idleNs) {
                throw new IllegalArgumentException("batch window: found idle " + idleNs + " ns and at most " + maxNs
                        + " ns, expected 0 <= idle <= at most");
            }
        }
    }

    /** Karpenter's and kube-controller-manager's defaults. */
    public static Settings defaults() {
        return new Settings(
                new BatchWindow(SECOND_NS, 10 * SECOND_NS),
                SolverOptions.DEFAULT,
                DisruptionLoop.Rhythm.DEFAULT,
                ConsolidationOptions.DEFAULT,
                AutoscalingLoop.Settings.defaults());
    }
}
