package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.catalog.ReservedCapacity;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.Attachments;
import dev.nodecast.scheduler.model.CapacityReservation;
import dev.nodecast.scheduler.model.Container;
import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Namespace;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.Toleration;
import dev.nodecast.scheduler.model.TopologySpreadConstraint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A small cluster and cloud to state provisioning problems in. Amounts of CPU are millicores, of memory MiB. */
final class World {

    static final long MIB = 1L << 20;

    final ClusterState cluster = new ClusterState();
    final List<InstanceType> types = new ArrayList<>();

    /** A type that is sold in zones a and b, on demand at the price and as spot at 40 % of it. */
    World type(String name, long cpu, long memory, long gpus, double usd) {
        Map<String, Long> capacity = new TreeMap<>(Map.of("cpu", cpu, "memory", memory * MIB, "pods", 50L));
        if (gpus > 0) {
            capacity.put(Resources.NVIDIA_GPU, gpus);
        }
        TreeMap<String, List<String>> labels = new TreeMap<>(Map.of(
                WellKnown.INSTANCE_TYPE, List.of(name),
                WellKnown.ARCH, List.of("amd64"),
                WellKnown.OS, List.of("linux"),
                WellKnown.ZONE, List.of("a", "b"),
                WellKnown.CAPACITY_TYPE, List.of(WellKnown.ON_DEMAND, WellKnown.SPOT)));
        List<Offering> offerings = new ArrayList<>();
        for (String zone : List.of("a", "b")) {
            offerings.add(new Offering(zone, WellKnown.ON_DEMAND, Math.round(usd * 1e6), true));
            offerings.add(new Offering(zone, WellKnown.SPOT, Math.round(usd * 4e5), true));
        }
        types.add(new InstanceType(name, Resources.of(capacity), Resources.NONE, labels, offerings));
        return this;
    }

    /** Capacity of a type that is reserved in zone a. */
    World reserve(String id, String type, int count) {
        return reserve(id, type, count, Offering.Reservation.DEFAULT, false);
    }

    World reserve(String id, String type, int count, String kind, boolean interruptible) {
        CapacityReservation reservation =
                new CapacityReservation(id, type, "a", kind, interruptible, false, "", "", Labels.NONE);
        types.replaceAll(t -> ReservedCapacity.offered(List.of(t), List.of(reservation), _ -> count)
                .getFirst());
        return this;
    }

    World pool(String name, int weight, Resources limits, List<Taint> taints, NodeSelectorRequirement... required) {
        NodePool.Template template = new NodePool.Template(
                Labels.NONE,
                Labels.NONE,
                List.of(required),
                taints,
                List.of(),
                new NodeClaim.NodeClassRef("karpenter.k8s.aws", "EC2NodeClass", "default"),
                null,
                null);
        cluster.see(new NodePool(
                ObjectMeta.named(name), template, NodePool.Disruption.DEFAULT, limits, null, weight, null));
        return this;
    }

    World pool(String name, NodeSelectorRequirement... required) {
        return pool(name, 0, Resources.NONE, List.of(), required);
    }

    /** A node in zone a that no pool owns. */
    World node(String name, long cpu, long memory) {
        return node(name, "a", cpu, memory);
    }

    World node(String name, String zone, long cpu, long memory) {
        Resources room = Resources.of(Map.of("cpu", cpu, "memory", memory * MIB, "pods", 50L));
        Labels labels = Labels.of(Map.of(WellKnown.HOSTNAME, name, WellKnown.ZONE, zone));
        ObjectMeta meta = new ObjectMeta("", name, name, labels, Labels.NONE, null, 0, null);
        cluster.see(new Node(meta, "provider-" + name, List.of(), false, room, room, true));
        return this;
    }

    World daemonSet(String name, long cpu, long memory) {
        cluster.see(new DaemonSet(
                new ObjectMeta("kube-system", name, name, Labels.NONE, Labels.NONE, null, 0, null),
                new PodTemplate(Labels.NONE, Labels.NONE, spec(request(cpu, memory, 0), Labels.NONE))));
        return this;
    }

    World pods(int count, String name, Resources request) {
        for (int i = 0; i < count; i++) {
            pod(name + "-" + i, spec(request, Labels.NONE));
        }
        return this;
    }

    World pod(String name, PodSpec spec) {
        return pod(name, Labels.NONE, spec);
    }

    World pod(String name, Labels labels, PodSpec spec) {
        ObjectMeta meta = new ObjectMeta("default", name, "uid-" + name, labels, Labels.NONE, null, 0, null);
        cluster.see(new Pod(meta, spec, Pod.Phase.PENDING, null, true, false, null));
        return this;
    }

    /** A pod that runs on a node already. */
    World running(String name, Labels labels, PodSpec spec, String node) {
        ObjectMeta meta = new ObjectMeta("default", name, "uid-" + name, labels, Labels.NONE, null, 0, null);
        cluster.see(new Pod(meta, spec, Pod.Phase.RUNNING, node, false, true, 0L));
        return this;
    }

    static Resources request(long cpu, long memory, long gpus) {
        Resources request = Resources.of(Map.of("cpu", cpu, "memory", memory * MIB));
        return gpus == 0 ? request : request.with(Resources.NVIDIA_GPU, gpus);
    }

    static PodSpec spec(Resources request, Labels nodeSelector, Toleration... tolerations) {
        Container container =
                new Container("main", "image", request, Resources.NONE, List.of(), false, new LinkedHashMap<>());
        return new PodSpec(
                List.of(container),
                List.of(),
                nodeSelector,
                Affinity.NONE,
                List.of(tolerations),
                List.of(),
                Resources.NONE,
                0,
                null,
                true,
                30,
                Attachments.NONE,
                List.of(),
                PodSpec.requestsOf(List.of(container), List.of(), Resources.NONE));
    }

    static PodSpec attached(PodSpec s, Attachments attachments) {
        return new PodSpec(
                s.containers(),
                s.initContainers(),
                s.nodeSelector(),
                s.affinity(),
                s.tolerations(),
                s.topologySpread(),
                s.overhead(),
                s.priority(),
                null,
                true,
                30,
                attachments,
                List.of(),
                s.requests());
    }

    /** A spread that must be kept, over all nodes that the pod may go to. */
    static TopologySpreadConstraint spread(int maxSkew, String key, Labels labels) {
        LabelSelector selector = new LabelSelector(labels, List.of());
        return new TopologySpreadConstraint(maxSkew, key, true, selector, null, true, false, List.of());
    }

    /** Objects as an API server has stored them. */
    World stored(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        Manifests objects = ManifestReader.ofStoredObjects(diagnostics).read(SourceText.of("objects.yaml", yaml));
        diagnostics.throwIfErrors();
        objects.values(Namespace.class).forEach(cluster::see);
        objects.values(DaemonSet.class).forEach(cluster::see);
        objects.values(NodeClaim.class).forEach(cluster::see);
        objects.values(Node.class).forEach(cluster::see);
        objects.values(Pod.class).forEach(cluster::see);
        return this;
    }

    Problem problem() {
        return PendingWork.problem(cluster, pool -> types, pod -> false);
    }

    Solution solve() {
        return new Solver(SolverOptions.DEFAULT).solve(problem());
    }
}
