package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.Attachments;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.Container;
import dev.nodecast.scheduler.model.CountOrPercent;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The cast of the control loop's tests: one pool, GPU types of one GPU, pods that ask for one GPU. */
final class Given {

    static final long HOUR_NS = 3600 * ScriptedWorld.SECOND_NS;

    private Given() {}

    static NodePool pool(String name, NodePool.Disruption disruption, @Nullable Long expireAfterNs) {
        return new NodePool(
                ObjectMeta.named(name),
                new NodePool.Template(
                        Labels.of("role", "gpu-worker"),
                        Labels.NONE,
                        List.of(NodeSelectorRequirement.in(
                                WellKnown.CAPACITY_TYPE, WellKnown.SPOT, WellKnown.ON_DEMAND)),
                        List.of(),
                        List.of(),
                        new NodeClaim.NodeClassRef("karpenter.k8s.aws", "EC2NodeClass", "gpu"),
                        expireAfterNs,
                        null),
                disruption,
                Resources.NONE,
                null,
                0,
                null);
    }

    static NodePool.Disruption whenEmptyAfterSeconds(long seconds) {
        return new NodePool.Disruption(
                NodePool.Policy.WHEN_EMPTY,
                seconds * ScriptedWorld.SECOND_NS,
                List.of(new Budget(new CountOrPercent.Percent(100), List.of(), null, null)));
    }

    static InstanceType gpuType(String name, long spotMicroUsd, long onDemandMicroUsd) {
        TreeMap<String, List<String>> labels = new TreeMap<>();
        labels.put(WellKnown.INSTANCE_TYPE, List.of(name));
        labels.put(WellKnown.ARCH, List.of("amd64"));
        labels.put(WellKnown.OS, List.of("linux"));
        labels.put(WellKnown.ZONE, List.of("a"));
        labels.put(WellKnown.CAPACITY_TYPE, List.of(WellKnown.SPOT, WellKnown.ON_DEMAND));
        return new InstanceType(
                name,
                Resources.of(Map.of(
                        Resources.CPU,
                        4000L,
                        Resources.MEMORY,
                        16L << 30,
                        Resources.PODS,
                        29L,
                        Resources.NVIDIA_GPU,
                        1L)),
                Resources.NONE,
                labels,
                List.of(
                        new Offering("a", WellKnown.SPOT, spotMicroUsd, true),
                        new Offering("a", WellKnown.ON_DEMAND, onDemandMicroUsd, true)));
    }

    static Pod pendingGpuPod(String name) {
        return pod(name, null, Pod.Phase.PENDING);
    }

    static Pod runningGpuPod(String name, String node) {
        return pod(name, node, Pod.Phase.RUNNING);
    }

    static Pod deleting(Pod pod, long atNs) {
        return new Pod(
                pod.meta().deletedAt(atNs),
                pod.spec(),
                pod.phase(),
                pod.nodeName(),
                pod.unschedulable(),
                pod.ready(),
                pod.startedNs());
    }

    private static Pod pod(String name, @Nullable String node, Pod.Phase phase) {
        Resources requests =
                Resources.of(Map.of(Resources.CPU, 3000L, Resources.MEMORY, 12L << 30, Resources.NVIDIA_GPU, 1L));
        Container worker =
                new Container("worker", "worker:1", requests, Resources.NONE, List.of(), false, new LinkedHashMap<>());
        List<Container> containers = List.of(worker);
        PodSpec spec = new PodSpec(
                containers,
                List.of(),
                Labels.of("role", "gpu-worker"),
                Affinity.NONE,
                List.of(),
                List.of(),
                Resources.NONE,
                0,
                null,
                true,
                PodSpec.DEFAULT_GRACE_PERIOD_SECONDS,
                Attachments.NONE,
                List.of(),
                PodSpec.requestsOf(containers, List.of(), Resources.NONE));
        ObjectMeta meta = new ObjectMeta(
                "prod",
                name,
                name,
                Labels.of("app", "ai-worker"),
                Labels.NONE,
                new ObjectMeta.Owner("ReplicaSet", "ai-worker", "rs"),
                0,
                null);
        return new Pod(meta, spec, phase, node, node == null, node != null, node == null ? null : 0L);
    }

    /** The node that kubelet registers for a launched claim. */
    static Node registering(NodeClaim claim, String name, boolean ready) {
        return new Node(
                ObjectMeta.named(name).withLabels(Labels.of(WellKnown.HOSTNAME, name)),
                claim.status().providerId(),
                List.of(WellKnown.UNREGISTERED),
                false,
                claim.status().capacity(),
                claim.status().allocatable(),
                ready);
    }
}
