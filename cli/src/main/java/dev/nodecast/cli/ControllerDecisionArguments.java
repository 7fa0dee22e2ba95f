package dev.nodecast.cli;

import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.disruption.ConsolidationOptions;
import dev.nodecast.scheduler.disruption.DisruptionLoop;
import dev.nodecast.scheduler.manifest.grammar.Durations;
import dev.nodecast.scheduler.provisioning.PackingOptions;
import dev.nodecast.scheduler.provisioning.SolverOptions;
import dev.nodecast.scheduler.requirements.KnownLabels;
import java.security.SecureRandom;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What can be set of the controller's decisions. */
final class ControllerDecisionArguments {

    private static final long LONGEST_WINDOW_NS = 3_600_000_000_000L;

    @Option(
            names = "--batch-idle",
            paramLabel = "DURATION",
            defaultValue = "1s",
            description = "Plans when no pod has come for this long (default: 1s).")
    private String batchIdle = "1s";

    @Option(
            names = "--batch-max",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "Plans after this long at the latest (default: 10s).")
    private String batchMax = "10s";

    @Option(
            names = "--preference-policy",
            paramLabel = "Respect|Ignore",
            description = "Karpenter's option (default: Respect).")
    private SolverOptions.Preferences preferences = SolverOptions.DEFAULT.preferences();

    @Option(
            names = "--min-values-policy",
            paramLabel = "Strict|BestEffort",
            description = "Karpenter's option (default: Strict).")
    private SolverOptions.MinValues minValues = SolverOptions.DEFAULT.minValues();

    @Option(
            names = "--spot-to-spot",
            description = "Consolidates spot nodes onto cheaper spot nodes (Karpenter's feature gate; default: off).")
    private boolean spotToSpot;

    @Option(
            names = "--packing",
            paramLabel = "greedy|optimal",
            description = "How new nodes are packed: as Karpenter does, or at the least cost (default: greedy).")
    private PackingOptions.Mode packing = PackingOptions.GREEDY.usual();

    @Option(
            names = "--consolidation",
            paramLabel = "karpenter|global",
            description = "How far consolidation looks: as Karpenter does, or over all nodes (default: karpenter).")
    private ConsolidationOptions.Reach consolidation = ConsolidationOptions.DEFAULT.reach();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "What the names of claims and the order of pools in single-node consolidation follow from"
                    + " (default: another at every start).")
    private @Nullable Long seed;

    Settings settings(KnownLabels knownLabels, AutoscalingLoop.Settings autoscaling, CommandLine commandLine) {
        long idleNs = window("--batch-idle", batchIdle, commandLine);
        long maxNs = window("--batch-max", batchMax, commandLine);
        if (maxNs < idleNs) {
            throw new CommandLine.ParameterException(
                    commandLine,
                    "--batch-max: found " + batchMax + ", expected at least --batch-idle (" + batchIdle + ")");
        }
        PackingOptions usual = PackingOptions.GREEDY;
        ConsolidationOptions karpenter = ConsolidationOptions.DEFAULT;
        return new Settings(
                new Settings.BatchWindow(idleNs, maxNs),
                new SolverOptions(
                        knownLabels,
                        preferences,
                        minValues,
                        new PackingOptions(packing, usual.nodeCostMicroUsdPerHour(), usual.effort())),
                DisruptionLoop.Rhythm.DEFAULT,
                new ConsolidationOptions(
                        spotToSpot, karpenter.singleNodeWhatIfs(), karpenter.balancedTotals(), consolidation),
                autoscaling,
                seed == null ? new SecureRandom().nextLong() : seed);
    }

    private static long window(String option, String text, CommandLine commandLine) {
        OptionalLong ns = Durations.parseNs(text);
        if (ns.isEmpty() || ns.getAsLong() < 0 || ns.getAsLong() > LONGEST_WINDOW_NS) {
            throw new CommandLine.ParameterException(
                    commandLine, option + ": found " + text + ", expected " + Durations.EXPECTED + ", at most 1h");
        }
        return ns.getAsLong();
    }
}
