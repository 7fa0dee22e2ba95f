package dev.nodecast.scenarios.resolve;

import dev.nodecast.scenarios.file.Fleet;
import dev.nodecast.scenarios.file.NodeAutoscaler;
import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.clusterautoscaler.NodeGroup;
import dev.nodecast.scheduler.clusterautoscaler.Options;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.sim.world.Autoscaler;
import java.util.List;

/** Who scales the world of a scenario. */
public final class AutoscalerMapping {

    private final NodeAutoscaler file;
    private final AutoscalingLoop.Settings pods;
    private final Variation variation;

    public AutoscalerMapping(Scenario scenario, Variation variation) {
        this.file = scenario.file().autoscaler();
        this.variation = variation;
        this.pods = AutoscalingLoop.Settings.ofMinorVersion(
                Admission.minor(scenario.file().cluster().kubernetesVersion()));
    }

    /** The autoscaler of one run. */
    public Autoscaler.Factory autoscaler() {
        return switch (file.kind()) {
            case KARPENTER -> Autoscaler.controlLoop(karpenter());
            case CLUSTER_AUTOSCALER -> Autoscaler.clusterAutoscaler(options(), pods);
        };
    }

    private Settings karpenter() {
        Settings defaults = Settings.defaults();
        return new Settings(defaults.batch(), defaults.solver(), defaults.disruption(), defaults.consolidation(), pods);
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

    private NodeGroup group(NodeAutoscaler.Group group) {
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
