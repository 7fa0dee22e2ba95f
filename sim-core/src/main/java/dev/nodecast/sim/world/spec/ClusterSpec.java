package dev.nodecast.sim.world.spec;

import dev.nodecast.scheduler.model.CapacityBuffer;
import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.NodeOverlay;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.StorageObject;
import dev.nodecast.scheduler.model.StoredPodTemplate;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The objects of the cluster at the start, and how its kubelets behave.
 *
 * @param autoscalers read by the control loop only, as are {@code scaledObjects}
 * @param storage volumes, their claims and classes; a claim that pods mount and that is not among them counts as bound
 * @param podStartup how the pods of a Deployment or DaemonSet start, by the workload's key; {@link PodStartup#DEFAULT}
 *     for those not named
 * @param modelStore what the file system that models are loaded from, and checkpoints may be written to, gives all pods
 *     together
 * @param supply what else decides which nodes are launched and kept; read by the control loop only
 */
public record ClusterSpec(
        List<NodePool> nodePools,
        List<Deployment> deployments,
        List<DaemonSet> daemonSets,
        List<PodDisruptionBudget> budgets,
        List<HorizontalPodAutoscaler> autoscalers,
        List<ScaledObject> scaledObjects,
        List<StorageObject> storage,
        NodeStartup nodeStartup,
        ImagePulls imagePulls,
        SequencedMap<ObjectKey, PodStartup> podStartup,
        FileSystem modelStore,
        Supply supply) {

    /**
     * NodeOverlays, CapacityBuffers and the templates that buffers refer to beside those of Deployments.
     */
    public record Supply(
            List<NodeOverlay> overlays, List<CapacityBuffer> buffers, List<StoredPodTemplate> podTemplates) {

        public static final Supply NONE = new Supply(List.of(), List.of(), List.of());

        public Supply {
            overlays = List.copyOf(overlays);
            buffers = List.copyOf(buffers);
            podTemplates = List.copyOf(podTemplates);
        }
    }

    /** A cluster without overlays and buffers, whose models are there as fast as each pod can load them. */
    public ClusterSpec(
            List<NodePool> nodePools,
            List<Deployment> deployments,
            List<DaemonSet> daemonSets,
            List<PodDisruptionBudget> budgets,
            List<HorizontalPodAutoscaler> autoscalers,
            List<ScaledObject> scaledObjects,
            List<StorageObject> storage,
            NodeStartup nodeStartup,
            ImagePulls imagePulls,
            SequencedMap<ObjectKey, PodStartup> podStartup) {
        this(
                nodePools,
                deployments,
                daemonSets,
                budgets,
                autoscalers,
                scaledObjects,
                storage,
                nodeStartup,
                imagePulls,
                podStartup,
                FileSystem.UNLIMITED,
                Supply.NONE);
    }

    public ClusterSpec {
        nodePools = List.copyOf(nodePools);
        deployments = List.copyOf(deployments);
        daemonSets = List.copyOf(daemonSets);
        budgets = List.copyOf(budgets);
        autoscalers = List.copyOf(autoscalers);
        scaledObjects = List.copyOf(scaledObjects);
        storage = List.copyOf(storage);
        podStartup = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(podStartup));
    }

    /** How the pods of the workload start. */
    public PodStartup startupOf(ObjectKey workload) {
        return podStartup.getOrDefault(workload, PodStartup.DEFAULT);
    }
}
