package dev.nodecast.scenarios.resolve;

import dev.nodecast.scenarios.file.AutoscalerSettings;
import dev.nodecast.scenarios.file.ClusterAutoscalerFile;
import dev.nodecast.scenarios.file.Fleet;
import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.clusterautoscaler.NodeGroup;
import dev.nodecast.scheduler.clusterautoscaler.Options;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.packing.Effort;
import dev.nodecast.scheduler.provisioning.PackingOptions;
import dev.nodecast.scheduler.provisioning.SolverOptions;
import dev.nodecast.scheduler.recording.LoopConfiguration;
import java.util.List;

/** Who scales the world of a scenario. */
public final class AutoscalerMapping {

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
        return new Settings(batch, solver(defaults.solver()), defaults.disruption(), defaults.consolidation(), pods);
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
                Math.round(karpenter.nodeCostUsdPerHour() * 1e6),
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
