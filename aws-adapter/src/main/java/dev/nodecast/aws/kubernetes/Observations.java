package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.model.CapacityBuffer;
import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.Namespace;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodeOverlay;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.StorageObject;
import dev.nodecast.scheduler.model.StoredPodTemplate;
import dev.nodecast.scheduler.model.Workload;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.Observation;
import java.util.List;

/** What objects that the controller only looks at mean to the loop. */
final class Observations {

    private Observations() {}

    /**
     * What is observed of an object that is there.
     *
     * @param replicas how many pods it has, where it is a workload
     */
    static List<Observation> of(Object value, int replicas) {
        return switch (value) {
            case Pod pod -> List.of(new Observation.PodObserved(pod));
            case NodePool pool -> List.of(new Observation.NodePoolObserved(pool));
            case NodeClaim claim -> List.of(new Observation.NodeClaimObserved(claim));
            case NodeOverlay overlay -> List.of(new Observation.NodeOverlayObserved(overlay));
            case DaemonSet daemonSet -> List.of(new Observation.DaemonSetObserved(daemonSet));
            case Namespace namespace -> List.of(new Observation.NamespaceObserved(namespace));
            case PodDisruptionBudget budget -> List.of(new Observation.BudgetObserved(budget));
            case StorageObject storage -> List.of(new Observation.StorageObserved(storage));
            case CapacityBuffer buffer -> List.of(new Observation.CapacityBufferObserved(buffer));
            case HorizontalPodAutoscaler hpa -> List.of(new Observation.AutoscalerObserved(hpa));
            case ScaledObject scaled -> List.of(new Observation.ScaledObjectObserved(scaled));
            case StoredPodTemplate template ->
                List.of(new Observation.PodTemplateObserved(
                        new ClusterPort.Workload(
                                CapacityBuffer.Shape.POD_TEMPLATE,
                                template.meta().key()),
                        template.template()));
            case Deployment deployment -> deployment(deployment, replicas);
            case Workload workload -> workload(workload, replicas);
            default -> List.of();
        };
    }

    private static List<Observation> deployment(Deployment deployment, int replicas) {
        ClusterPort.Workload key =
                new ClusterPort.Workload("Deployment", deployment.meta().key());
        return List.of(
                new Observation.WorkloadObserved(key, deployment.replicas(), replicas, deployment.selector()),
                new Observation.PodTemplateObserved(key, deployment.template()));
    }

    private static List<Observation> workload(Workload workload, int replicas) {
        ClusterPort.Workload key =
                new ClusterPort.Workload(workload.kind(), workload.meta().key());
        Observation template = new Observation.PodTemplateObserved(key, workload.template());
        return workload.selector() == null
                ? List.of(template)
                : List.of(
                        new Observation.WorkloadObserved(key, workload.pods(), replicas, workload.selector()),
                        template);
    }

    /** The end of a claim that another controller looks after: it lets go of it when there is no instance any more. */
    private static Observation endOf(NodeClaim claim) {
        String providerId = claim.status().providerId();
        return providerId.isEmpty()
                ? new Observation.LaunchFailed(claim.name(), "another controller has given it up", List.of())
                : new Observation.InstanceGone(providerId);
    }

    /** What is observed of the end of an object that was last seen so; nothing where the loop does not ask for it. */
    static List<Observation> ofEnd(Object last, ObjectKey key) {
        return switch (last) {
            case Pod _ -> List.of(new Observation.PodGone(key));
            case NodePool _ -> List.of(new Observation.NodePoolGone(key.name()));
            case NodeClaim claim -> List.of(endOf(claim));
            case NodeOverlay _ -> List.of(new Observation.NodeOverlayGone(key.name()));
            case DaemonSet _ -> List.of(new Observation.DaemonSetGone(key));
            case Namespace _ -> List.of(new Observation.NamespaceGone(key.name()));
            case PodDisruptionBudget _ -> List.of(new Observation.BudgetGone(key));
            case StorageObject storage -> List.of(new Observation.StorageGone(storage));
            case CapacityBuffer _ -> List.of(new Observation.CapacityBufferGone(key));
            case HorizontalPodAutoscaler _ -> List.of(new Observation.AutoscalerGone(key));
            case ScaledObject _ -> List.of(new Observation.ScaledObjectGone(key));
            case Deployment _ -> List.of(new Observation.WorkloadGone(new ClusterPort.Workload("Deployment", key)));
            case Workload workload ->
                List.of(new Observation.WorkloadGone(new ClusterPort.Workload(workload.kind(), key)));
            default -> List.of();
        };
    }
}
