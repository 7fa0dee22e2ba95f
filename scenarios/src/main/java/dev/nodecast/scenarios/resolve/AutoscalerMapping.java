package dev.nodecast.scenarios.resolve;

import dev.nodecast.scenarios.file.AutoscalerSettings;
import dev.nodecast.scenarios.file.ClusterAutoscalerFile;
import dev.nodecast.scenarios.file.Fleet;
import dev.nodecast.scenarios.file.LookAheadFile;
import dev.nodecast.scenarios.file.SpotChoiceFile;
import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.clusterautoscaler.NodeGroup;
import dev.nodecast.scheduler.clusterautoscaler.Options;
import dev.nodecast.scheduler.control.OptIns;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.disruption.ConsolidationOptions;
import dev.nodecast.scheduler.interruption.JobRisk;
import dev.nodecast.scheduler.interruption.SpotChoice;
import dev.nodecast.scheduler.lookahead.LookAhead;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.packing.Effort;
import dev.nodecast.scheduler.provisioning.PackingOptions;
import dev.nodecast.scheduler.provisioning.SolverOptions;
import dev.nodecast.scheduler.recording.LoopConfiguration;
import java.time.Duration;
import java.util.List;

/** Who scales the world of a scenario. */
public final class AutoscalerMapping {

    private static final double MICRO = 1e6;

    private final AutoscalerSettings karpenter;
    private final ClusterAutoscalerFile file;
    private final AutoscalingLoop.Settings pods;
    private final Variation variation;

    public AutoscalerMapping(Scenario scenario, Variation variation) {
        this.karpenter = scenario.file().autoscaler();
        this.file = scenario.file().clusterAutoscaler();
        this.variation = variation;
        this.pods = AutoscalingLoop.Settings.ofMinorVersion(
                Admission.minor(scenario.file().cluster().kubernetesVersion()));
    }

    /** The autoscaler of one run. */
    public LoopConfiguration autoscaler() {
        return file.enabled()
                ? new LoopConfiguration.ClusterAutoscaler(options(), pods)
                : new LoopConfiguration.Karpenter(karpenterSettings());
    }

    private Settings karpenterSettings() {
        Settings defaults = Settings.defaults();
        Settings.BatchWindow batch = new Settings.BatchWindow(
                karpenter.batchIdle().toNanos(), karpenter.batchMax().toNanos());
        return new Settings(batch, solver(defaults.solver()), defaults.disruption(), consolidation(defaults), pods)
                .with(new OptIns(spotChoice(), lookAhead()));
    }

    private ConsolidationOptions consolidation(Settings defaults) {
        return defaults.consolidation()
                .withReach(
                        karpenter.consolidation() == AutoscalerSettings.Consolidation.GLOBAL
                                ? ConsolidationOptions.Reach.GLOBAL
                                : ConsolidationOptions.Reach.KARPENTER);
    }

    private LookAhead lookAhead() {
        LookAheadFile stated = karpenter.lookAhead();
        LookAhead.Mode mode = switch (stated.mode()) {
            case NONE -> LookAhead.Mode.NONE;
            case BREAK_EVEN -> LookAhead.Mode.BREAK_EVEN;
            case FORECAST -> LookAhead.Mode.FORECAST;
        };
        return new LookAhead(
                mode, stated.lambda(), stated.start().toNanos(), Math.round(stated.waitUsdPerHour() * MICRO));
    }

    private SpotChoice spotChoice() {
        SpotChoiceFile stated = karpenter.spotChoice();
        JobRisk job = new JobRisk(
                hours(stated.work()),
                stated.save().isZero() ? JobRisk.NEVER : hours(stated.save()),
                hours(stated.restart()),
                stated.savesAtNotice());
        return new SpotChoice(
                stated.by() == SpotChoiceFile.By.EXPECTED_COST ? SpotChoice.Mode.EXPECTED_COST : SpotChoice.Mode.PRICE,
                job);
    }

    private static double hours(Duration duration) {
        return duration.toNanos() / 3.6e12;
    }

    private SolverOptions solver(SolverOptions defaults) {
        return new SolverOptions(
                defaults.knownLabels(),
                karpenter.preferences() == AutoscalerSettings.Preferences.IGNORE
                        ? SolverOptions.Preferences.IGNORE
                        : SolverOptions.Preferences.RESPECT,
                karpenter.minValues() == AutoscalerSettings.MinValues.BEST_EFFORT
                        ? SolverOptions.MinValues.BEST_EFFORT
                        : SolverOptions.MinValues.STRICT,
                packing());
    }

    private PackingOptions packing() {
        return new PackingOptions(
                karpenter.packing() == AutoscalerSettings.Packing.OPTIMAL
                        ? PackingOptions.Mode.OPTIMAL
                        : PackingOptions.Mode.GREEDY,
                Math.round(karpenter.nodeCostUsdPerHour() * MICRO),
                new Effort(karpenter.packingWork()));
    }

    private Options options() {
        List<NodeGroup> groups = file.groups().stream().map(this::group).toList();
        Options.Times times = Options.Times.DEFAULT
                .withScanInterval(file.scanInterval().toNanos())
                .withScaleDown(
                        file.scaleDownUnneededTime().toNanos(),
                        file.scaleDownDelayAfterAdd().toNanos());
        Options defaults = Options.defaults(groups);
        return new Options(
                groups, file.expanders(), times, file.scaleDownUtilizationThreshold(), defaults.expendablePriority());
    }

    private NodeGroup group(ClusterAutoscalerFile.Group group) {
        boolean spot = group.capacity() == Fleet.Capacity.SPOT && variation != Variation.ALL_ON_DEMAND;
        return new NodeGroup(
                group.name(),
                group.nodePool(),
                spot ? WellKnown.SPOT : WellKnown.ON_DEMAND,
                group.instanceTypes(),
                group.zones(),
                group.min(),
                group.max(),
                group.priority());
    }
}
