package dev.nodecast.scheduler.disruption;

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
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.provisioning.Solver;
import dev.nodecast.scheduler.provisioning.SolverOptions;
import dev.nodecast.scheduler.state.ClusterState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/** A cluster of a test: types of so many CPUs in zone a, one pool, nodes and pods by name. */
final class SmallCluster {

    static final long SECOND_NS = 1_000_000_000L;
    static final long HOUR_NS = 3600 * SECOND_NS;
    /** Everything was there long before this moment. */
    static final long NOW_NS = 100 * HOUR_NS;

    final ClusterState state = new ClusterState(() -> NOW_NS);
    final List<InstanceType> types = new ArrayList<>();

    static Budget allNodes() {
        return new Budget(new CountOrPercent.Percent(100), List.of(), null, null);
    }

    /** Nodes of three types, some of them on spot, with up to three pods each. */
    static SmallCluster random(long seed, int nodes, Budget budget) {
        Random random = new Random(seed);
        SmallCluster cluster = new SmallCluster();
        List<InstanceType> types = List.of(
                cluster.type("small", 2, 30_000 + random.nextInt(20_000), 100_000),
                cluster.type("large", 4, 60_000 + random.nextInt(60_000), 200_000),
                cluster.type("odd", 3, 0, 90_000 + random.nextInt(100_000)));
        cluster.pool(NodePool.Policy.WHEN_EMPTY_OR_UNDERUTILIZED, 0, budget);
        for (int i = 0; i < nodes; i++) {
            InstanceType type = types.get(random.nextInt(types.size()));
            boolean spot = !type.name().equals("odd") && random.nextBoolean();
            cluster.node("n" + i, type, spot ? WellKnown.SPOT : WellKnown.ON_DEMAND, 0);
            long free = type.capacity().cpuMilli();
            for (int p = random.nextInt(4); p > 0; p--) {
                int milli = 250 * (1 + random.nextInt(12));
                if (milli <= free) {
                    free -= milli;
                    cluster.pod("p" + i + "-" + p, "n" + i, milli);
                }
            }
        }
        return cluster;
    }

    void pool(NodePool.Policy policy, long consolidateAfterNs, Budget... budgets) {
        NodePool.Template template = new NodePool.Template(
                Labels.NONE,
                Labels.NONE,
                List.of(),
                List.of(),
                List.of(),
                new NodeClaim.NodeClassRef("karpenter.k8s.aws", "EC2NodeClass", "default"),
                null,
                null);
        NodePool.Disruption disruption = new NodePool.Disruption(policy, consolidateAfterNs, List.of(budgets));
        state.see(new NodePool(ObjectMeta.named("default"), template, disruption, Resources.NONE, null, 0, null));
    }

    /** A type of that many CPUs; price 0 means that it is not sold so. */
    InstanceType type(String name, int cpus, long spotMicroUsd, long onDemandMicroUsd) {
        TreeMap<String, List<String>> labels = new TreeMap<>();
        labels.put(WellKnown.INSTANCE_TYPE, List.of(name));
        labels.put(WellKnown.ARCH, List.of("amd64"));
        labels.put(WellKnown.OS, List.of("linux"));
        labels.put(WellKnown.ZONE, List.of("a"));
        labels.put(WellKnown.CAPACITY_TYPE, List.of(WellKnown.SPOT, WellKnown.ON_DEMAND));
        List<Offering> offerings = new ArrayList<>();
        if (spotMicroUsd > 0) {
            offerings.add(new Offering("a", WellKnown.SPOT, spotMicroUsd, true));
        }
        if (onDemandMicroUsd > 0) {
            offerings.add(new Offering("a", WellKnown.ON_DEMAND, onDemandMicroUsd, true));
        }
        Resources capacity = Resources.of(
                Map.of(Resources.CPU, cpus * 1000L, Resources.MEMORY, cpus * (4L << 30), Resources.PODS, 100L));
        InstanceType type = new InstanceType(name, capacity, Resources.NONE, labels, offerings);
        types.add(type);
        return type;
    }

    void node(String name, InstanceType type, String capacityType, long lastPodEventNs) {
        node(name, type, capacityType, lastPodEventNs, true);
    }

    /** A node that has registered and is not initialised yet. */
    void coming(String name, InstanceType type, String capacityType) {
        node(name, type, capacityType, 0, false);
    }

    /** The node is to go: a command has begun to carry it away. */
    void leaving(String name) {
        state.markForDeletion(Objects.requireNonNull(state.ofNode(name)), true);
    }

    private void node(String name, InstanceType type, String capacityType, long lastPodEventNs, boolean initialised) {
        Labels labels = Labels.of(Map.of(
                WellKnown.INSTANCE_TYPE, type.name(),
                WellKnown.ZONE, "a",
                WellKnown.ARCH, "amd64",
                WellKnown.OS, "linux",
                WellKnown.CAPACITY_TYPE, capacityType,
                WellKnown.NODE_POOL, "default"));
        NodeClaim.Status status = new NodeClaim.Status(
                "i-" + name,
                name,
                type.capacity(),
                type.allocatable(),
                0L,
                0L,
                initialised ? 0L : null,
                initialised ? lastPodEventNs : null,
                null,
                null,
                null);
        NodeClaim.NodeClassRef nodeClass = new NodeClaim.NodeClassRef("karpenter.k8s.aws", "EC2NodeClass", "default");
        state.see(new NodeClaim(
                ObjectMeta.named(name + "-claim").withLabels(labels),
                List.of(),
                List.of(),
                List.of(),
                Resources.NONE,
                nodeClass,
                null,
                null,
                status));
        state.see(new Node(
                ObjectMeta.named(name)
                        .withLabels(labels.with(WellKnown.HOSTNAME, name)
                                .with(WellKnown.REGISTERED, "true")
                                .plus(initialised ? Labels.of(WellKnown.INITIALIZED, "true") : Labels.NONE)),
                "i-" + name,
                List.of(),
                false,
                type.capacity(),
                type.allocatable(),
                true));
    }

    Pod pod(String name, String node, int milliCpu, Labels annotations) {
        return pod(name, node, requests(milliCpu, 256), annotations);
    }

    static Resources requests(int milliCpu, int memoryMiB) {
        return Resources.of(Map.of(Resources.CPU, (long) milliCpu, Resources.MEMORY, (long) memoryMiB << 20));
    }

    Pod pod(String name, String node, Resources requests, Labels annotations) {
        List<Container> containers = List.of(
                new Container("main", "app:1", requests, Resources.NONE, List.of(), false, new LinkedHashMap<>()));
        PodSpec spec = new PodSpec(
                containers,
                List.of(),
                Labels.NONE,
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
                "default",
                name,
                name,
                Labels.of("app", "web"),
                annotations,
                new ObjectMeta.Owner("ReplicaSet", "web", "rs"),
                0,
                null);
        Pod pod = new Pod(meta, spec, Pod.Phase.RUNNING, node, false, true, 0L);
        state.see(pod);
        return pod;
    }

    void pod(String name, String node, int milliCpu) {
        pod(name, node, milliCpu, Labels.NONE);
    }

    DisruptionPlanner planner() {
        return new DisruptionPlanner(world(), ConsolidationOptions.DEFAULT);
    }

    DisruptionPlanner planner(ConsolidationOptions.Reach reach) {
        return new DisruptionPlanner(world(), ConsolidationOptions.DEFAULT.withReach(reach));
    }

    DisruptionPlanner.World world() {
        return new DisruptionPlanner.World(state, clock(), pool -> types, new Solver(SolverOptions.DEFAULT));
    }

    private static Clock clock() {
        return new Clock() {
            @Override
            public long nowNs() {
                return NOW_NS;
            }

            @Override
            public Instant origin() {
                return Instant.EPOCH;
            }
        };
    }
}
