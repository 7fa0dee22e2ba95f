package dev.nodecast.scheduler.port;

import dev.nodecast.scheduler.model.CapacityBuffer;
import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Namespace;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodeOverlay;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.StorageObject;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import java.util.List;

/** Something that the loops learn from their world. Objects are whole: each observation replaces what was known. */
public sealed interface Observation {

    record PodObserved(Pod pod) implements Observation {}

    record PodGone(ObjectKey key) implements Observation {}

    record NodeObserved(Node node) implements Observation {}

    record NodeGone(String name) implements Observation {}

    /** The conditions of a node, all of them, when the status of one has changed. */
    record NodeHealthObserved(String node, List<NodeCondition> conditions) implements Observation {
        public NodeHealthObserved {
            conditions = List.copyOf(conditions);
        }
    }

    record NodePoolObserved(NodePool pool) implements Observation {}

    record NodePoolGone(String name) implements Observation {}

    record NodeOverlayObserved(NodeOverlay overlay) implements Observation {}

    record NodeOverlayGone(String name) implements Observation {}

    /** A claim as the cluster holds it: on start, or when somebody else changed or deleted it. */
    record NodeClaimObserved(NodeClaim claim) implements Observation {}

    record DaemonSetObserved(DaemonSet daemonSet) implements Observation {}

    record DaemonSetGone(ObjectKey key) implements Observation {}

    /** A claim, volume or storage class, or what the CSI drivers say of a node. */
    record StorageObserved(StorageObject object) implements Observation {}

    record StorageGone(StorageObject object) implements Observation {}

    record NamespaceObserved(Namespace namespace) implements Observation {}

    record NamespaceGone(String name) implements Observation {}

    record BudgetObserved(PodDisruptionBudget budget) implements Observation {}

    record BudgetGone(ObjectKey key) implements Observation {}

    /**
     * The scale of a workload that an autoscaler scales.
     *
     * @param statusReplicas pods that exist, ready or not
     * @param selector the pods that are its
     */
    record WorkloadObserved(ClusterPort.Workload workload, int specReplicas, int statusReplicas, LabelSelector selector)
            implements Observation {}

    record WorkloadGone(ClusterPort.Workload workload) implements Observation {}

    /**
     * The pod template of a workload, or of a PodTemplate object (kind {@code PodTemplate}), that a capacity buffer may refer
     * to.
     */
    record PodTemplateObserved(ClusterPort.Workload owner, PodTemplate template) implements Observation {}

    record CapacityBufferObserved(CapacityBuffer buffer) implements Observation {}

    record CapacityBufferGone(ObjectKey key) implements Observation {}

    record AutoscalerObserved(HorizontalPodAutoscaler autoscaler) implements Observation {}

    record AutoscalerGone(ObjectKey key) implements Observation {}

    record ScaledObjectObserved(ScaledObject scaledObject) implements Observation {}

    /**
     * When a ScaledObject was last active, as its status says: told before the object itself, of which only the specification is
     * known.
     */
    record ScaledObjectLastActive(ObjectKey key, long atNs) implements Observation {}

    record ScaledObjectGone(ObjectKey key) implements Observation {}

    /** A disruption budget forbade an eviction (429). */
    record EvictionRefused(ObjectKey pod) implements Observation {}

    /**
     * A launch succeeded.
     *
     * @param labels the labels of the instance type and offering that the node will have
     * @param insufficientCapacity cheaper offerings that were tried first and could not serve
     */
    record Launched(
            String nodeClaim,
            String providerId,
            Offer offer,
            Labels labels,
            Resources capacity,
            Resources allocatable,
            List<Offer> insufficientCapacity)
            implements Observation {
        public Launched {
            insufficientCapacity = List.copyOf(insufficientCapacity);
        }

        /** A launch at the first try. */
        public Launched(
                String nodeClaim,
                String providerId,
                Offer offer,
                Labels labels,
                Resources capacity,
                Resources allocatable) {
            this(nodeClaim, providerId, offer, labels, capacity, allocatable, List.of());
        }
    }

    /**
     * What was bought.
     *
     * @param reservation the id of its capacity reservation; empty where there is none
     */
    record Offer(String instanceType, String zone, String capacityType, long priceMicroUsdPerHour, String reservation) {

        /** What is not reserved. */
        public Offer(String instanceType, String zone, String capacityType, long priceMicroUsdPerHour) {
            this(instanceType, zone, capacityType, priceMicroUsdPerHour, "");
        }
    }

    /**
     * A launch failed.
     *
     * @param insufficientCapacity the offerings that the cloud could not serve; empty when it failed for another reason
     */
    record LaunchFailed(String nodeClaim, String reason, List<Offer> insufficientCapacity) implements Observation {
        public LaunchFailed {
            insufficientCapacity = List.copyOf(insufficientCapacity);
        }
    }

    /** An instance has ended, whoever ended it. */
    record InstanceGone(String providerId) implements Observation {}

    /** The cluster's instances, by provider id. */
    record InstancesListed(List<String> providerIds) implements Observation {
        public InstancesListed {
            providerIds = List.copyOf(providerIds);
        }
    }

    /** The cloud says that it will take, or has taken, an instance. */
    record Interruption(Kind kind, String providerId) implements Observation {
        /** Kinds of messages on the interruption queue, as Karpenter's controller knows them. */
        public enum Kind {
            /** The instance goes in two minutes. */
            SPOT_INTERRUPTION,
            /** The instance is at elevated risk. */
            REBALANCE_RECOMMENDATION,
            SCHEDULED_CHANGE,
            INSTANCE_STOPPING,
            INSTANCE_TERMINATING
        }
    }
}
