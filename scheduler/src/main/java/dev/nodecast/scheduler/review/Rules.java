package dev.nodecast.scheduler.review;

import dev.nodecast.scheduler.review.autoscaling.AutoscalerWithoutTarget;
import dev.nodecast.scheduler.review.autoscaling.HpaCannotLeaveZero;
import dev.nodecast.scheduler.review.autoscaling.HpaDisabledAtZeroReplicas;
import dev.nodecast.scheduler.review.autoscaling.HpaMinimumZeroRefused;
import dev.nodecast.scheduler.review.autoscaling.LimitsAgainstMaximum;
import dev.nodecast.scheduler.review.autoscaling.NoMetricsAdapter;
import dev.nodecast.scheduler.review.autoscaling.QueuesNobodyWatches;
import dev.nodecast.scheduler.review.autoscaling.TwoAutoscalersForOneTarget;
import dev.nodecast.scheduler.review.autoscaling.WaitingJobsOnly;
import dev.nodecast.scheduler.review.cluster.AmazonLinux2;
import dev.nodecast.scheduler.review.cluster.ArmSystemNodes;
import dev.nodecast.scheduler.review.cluster.ControllerPolicyNeedsTag;
import dev.nodecast.scheduler.review.cluster.DockerOnContainerd;
import dev.nodecast.scheduler.review.cluster.ExtendedSupport;
import dev.nodecast.scheduler.review.cluster.KarpenterVersionAgainstApi;
import dev.nodecast.scheduler.review.cluster.LegacyKarpenterRepository;
import dev.nodecast.scheduler.review.cluster.NoDevicePlugin;
import dev.nodecast.scheduler.review.cluster.NodeRoleWithoutAccess;
import dev.nodecast.scheduler.review.cluster.PassRoleMissing;
import dev.nodecast.scheduler.review.cluster.SubnetsWithoutDiscoveryTag;
import dev.nodecast.scheduler.review.cluster.SystemNodesOnSpot;
import dev.nodecast.scheduler.review.interruption.GraceBeyondNotice;
import dev.nodecast.scheduler.review.interruption.HandlerGraceIsWholeNotice;
import dev.nodecast.scheduler.review.interruption.InterruptionQueueMissing;
import dev.nodecast.scheduler.review.interruption.ShortGraceOnSpot;
import dev.nodecast.scheduler.review.interruption.TwoInterruptionHandlers;
import dev.nodecast.scheduler.review.monitoring.GpuMetricsNotExported;
import dev.nodecast.scheduler.review.monitoring.NodeLabelsNotExported;
import dev.nodecast.scheduler.review.monitoring.UnknownKarpenterMetric;
import dev.nodecast.scheduler.review.monitoring.UnknownMetricLabel;
import dev.nodecast.scheduler.review.prices.GpuCountInComment;
import dev.nodecast.scheduler.review.prices.PriceOfAnotherRegion;
import dev.nodecast.scheduler.review.prices.SpotColumnIsOnDemand;
import dev.nodecast.scheduler.review.provisioning.BottlerocketSettings;
import dev.nodecast.scheduler.review.provisioning.ConsolidationOfBusyWorkers;
import dev.nodecast.scheduler.review.provisioning.MetadataReachableFromPods;
import dev.nodecast.scheduler.review.provisioning.NoOnDemandFallback;
import dev.nodecast.scheduler.review.provisioning.NodeClassMissing;
import dev.nodecast.scheduler.review.provisioning.OnDemandBeforeSpot;
import dev.nodecast.scheduler.review.provisioning.PoolServesNobody;
import dev.nodecast.scheduler.review.provisioning.QuotedBetaForm;
import dev.nodecast.scheduler.review.provisioning.RequirementsMatchNoType;
import dev.nodecast.scheduler.review.provisioning.ShortConsolidation;
import dev.nodecast.scheduler.review.provisioning.ThinSpotDiversity;
import dev.nodecast.scheduler.review.provisioning.TypesThatFit;
import dev.nodecast.scheduler.review.provisioning.UselessStartupTaint;
import dev.nodecast.scheduler.review.provisioning.VcpuQuotas;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.worker.BroadcastInspect;
import dev.nodecast.scheduler.review.worker.BroadcastShutdown;
import dev.nodecast.scheduler.review.worker.FloatingImage;
import dev.nodecast.scheduler.review.worker.HandlerDoesNotRequeue;
import dev.nodecast.scheduler.review.worker.ProbeTimeoutTooShort;
import dev.nodecast.scheduler.review.worker.VisibilityTimeoutTooShort;
import dev.nodecast.scheduler.review.worker.VolumeMountedTwice;
import java.util.List;
import java.util.Optional;

/** Every rule, in the order in which they run: by theme, within a theme by id. */
public final class Rules {

    private static final List<Rule> ALL = List.of(
            new HpaCannotLeaveZero(),
            new HpaMinimumZeroRefused(),
            new HpaDisabledAtZeroReplicas(),
            new QueuesNobodyWatches(),
            new WaitingJobsOnly(),
            new NoMetricsAdapter(),
            new LimitsAgainstMaximum(),
            new AutoscalerWithoutTarget(),
            new TwoAutoscalersForOneTarget(),
            new PoolServesNobody(),
            new NoOnDemandFallback(),
            new OnDemandBeforeSpot(),
            new RequirementsMatchNoType(),
            new TypesThatFit(),
            new ThinSpotDiversity(),
            new VcpuQuotas(),
            new UselessStartupTaint(),
            new NodeClassMissing(),
            new MetadataReachableFromPods(),
            new BottlerocketSettings(),
            new ShortConsolidation(),
            new ConsolidationOfBusyWorkers(),
            new QuotedBetaForm(),
            new HandlerGraceIsWholeNotice(),
            new ShortGraceOnSpot(),
            new GraceBeyondNotice(),
            new TwoInterruptionHandlers(),
            new InterruptionQueueMissing(),
            new ProbeTimeoutTooShort(),
            new BroadcastInspect(),
            new BroadcastShutdown(),
            new HandlerDoesNotRequeue(),
            new FloatingImage(),
            new VolumeMountedTwice(),
            new VisibilityTimeoutTooShort(),
            new LegacyKarpenterRepository(),
            new KarpenterVersionAgainstApi(),
            new PassRoleMissing(),
            new NodeRoleWithoutAccess(),
            new ControllerPolicyNeedsTag(),
            new NoDevicePlugin(),
            new DockerOnContainerd(),
            new AmazonLinux2(),
            new ExtendedSupport(),
            new SystemNodesOnSpot(),
            new ArmSystemNodes(),
            new SubnetsWithoutDiscoveryTag(),
            new PriceOfAnotherRegion(),
            new GpuCountInComment(),
            new SpotColumnIsOnDemand(),
            new UnknownKarpenterMetric(),
            new UnknownMetricLabel(),
            new NodeLabelsNotExported(),
            new GpuMetricsNotExported());

    private Rules() {}

    /** All rules. */
    public static List<Rule> all() {
        return ALL;
    }

    /** The rule with this id, whatever the case. */
    public static Optional<Rule> find(String id) {
        return ALL.stream().filter(rule -> rule.id().equalsIgnoreCase(id)).findFirst();
    }
}
