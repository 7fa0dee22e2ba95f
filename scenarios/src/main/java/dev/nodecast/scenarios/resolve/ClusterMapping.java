package dev.nodecast.scenarios.resolve;

import dev.nodecast.scenarios.file.ClusterFacts;
import dev.nodecast.scenarios.file.value.TimeDistribution;
import dev.nodecast.scheduler.catalog.InstanceFacts;
import dev.nodecast.scheduler.model.CapacityBuffer;
import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.NodeOverlay;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.StorageObject;
import dev.nodecast.scheduler.model.StoredPodTemplate;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.world.spec.ClusterSpec;
import dev.nodecast.sim.world.spec.FileSystem;
import dev.nodecast.sim.world.spec.ImagePulls;
import dev.nodecast.sim.world.spec.NodeStartup;
import dev.nodecast.sim.world.spec.PodStartup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The cluster's objects and its kubelets. */
final class ClusterMapping {

    /** A node that may not join boots for longer than any run. */
    private static final Distribution NEVER_S = Distribution.constant(1e9);

    /** What a gp3 volume without provisioned throughput takes, MiB/s. */
    private static final long GP3_BYTES_PER_SECOND = 125L << 20;

    private final Scenario scenario;
    private final ClusterFacts facts;
    private final Variation variation;

    ClusterMapping(Scenario scenario, Variation variation) {
        this.scenario = scenario;
        this.facts = scenario.file().cluster();
        this.variation = variation;
    }

    ClusterSpec spec() {
        ReplicaMapping replicas = new ReplicaMapping(scenario);
        return new ClusterSpec(
                nodePools(),
                scenario.manifests().values(Deployment.class),
                scenario.manifests().values(DaemonSet.class),
                scenario.manifests().values(PodDisruptionBudget.class),
                replicas.acting(autoscalers()),
                replicas.actingScaledObjects(scenario.manifests().values(ScaledObject.class)),
                scenario.manifests().values(StorageObject.class),
                nodeStartup(),
                imagePulls(),
                podStartup(),
                modelStore(),
                supply());
    }

    private FileSystem modelStore() {
        ClusterFacts.ModelStore store = facts.modelStore();
        return switch (store.mode()) {
            case FIXED -> {
                long bytesPerSecond = facts.modelStoreThroughput().count();
                yield bytesPerSecond == 0 ? FileSystem.UNLIMITED : FileSystem.throughput(bytesPerSecond);
            }
            case ELASTIC -> FileSystem.EFS_ELASTIC;
            case PROVISIONED -> FileSystem.efsProvisioned(store.provisioned().count());
            case BURSTING ->
                FileSystem.efsBursting(store.stored().count(), store.credits().count());
        };
    }

    private ClusterSpec.Supply supply() {
        return new ClusterSpec.Supply(
                scenario.manifests().values(NodeOverlay.class),
                scenario.manifests().values(CapacityBuffer.class),
                scenario.manifests().values(StoredPodTemplate.class));
    }

    /** Those that the API server admits. */
    private List<HorizontalPodAutoscaler> autoscalers() {
        return scenario.manifests().values(HorizontalPodAutoscaler.class).stream()
                .filter(hpa -> Admission.accepts(hpa, facts.kubernetesVersion()))
                .toList();
    }

    List<NodePool> nodePools() {
        List<NodePool> pools = scenario.manifests().values(NodePool.class);
        return variation == Variation.ALL_ON_DEMAND
                ? pools.stream().map(ClusterMapping::onDemandOnly).toList()
                : pools;
    }

    private static NodePool onDemandOnly(NodePool pool) {
        NodePool.Template template = pool.template();
        List<NodeSelectorRequirement> requirements = new ArrayList<>();
        for (NodeSelectorRequirement requirement : template.requirements()) {
            if (!requirement.key().equals(WellKnown.CAPACITY_TYPE)) {
                requirements.add(requirement);
            }
        }
        requirements.add(NodeSelectorRequirement.in(WellKnown.CAPACITY_TYPE, WellKnown.ON_DEMAND));
        NodePool.Template onDemand = new NodePool.Template(
                template.labels(),
                template.annotations(),
                requirements,
                template.taints(),
                template.startupTaints(),
                template.nodeClassRef(),
                template.expireAfterNs(),
                template.terminationGracePeriodNs());
        return new NodePool(
                pool.meta(),
                onDemand,
                pool.disruption(),
                pool.limits(),
                pool.nodeLimit(),
                pool.weight(),
                pool.replicas());
    }

    private NodeStartup nodeStartup() {
        ClusterFacts.NodeTimes times = facts.nodes();
        return new NodeStartup(
                facts.nodesCanJoin() ? times.boot().seconds() : NEVER_S,
                times.ready().seconds(),
                times.startupTaints().seconds(),
                times.devicePlugin().seconds(),
                facts.devicePlugin() ? Set.of(Resources.NVIDIA_GPU) : Set.of(),
                times.lostNode().seconds(),
                times.podGarbageCollection().seconds());
    }

    private ImagePulls imagePulls() {
        SortedMap<String, Long> sizes = new TreeMap<>();
        facts.images().sizes().forEach((image, size) -> sizes.put(image, size.count()));
        SortedMap<String, Long> ratesMax = new TreeMap<>();
        for (InstanceFacts type : scenario.prices().types().values()) {
            long ebs = type.disk().ebsMaxMbps() * 1_000_000 / 8;
            ratesMax.put(type.name(), ebs > 0 ? Math.min(ebs, GP3_BYTES_PER_SECOND) : GP3_BYTES_PER_SECOND);
        }
        return new ImagePulls(
                sizes,
                facts.images().defaultSize().count(),
                facts.images().pullRate().bytesPerSecond(),
                ratesMax);
    }

    private SequencedMap<ObjectKey, PodStartup> podStartup() {
        SequencedMap<ObjectKey, PodStartup> startup = new LinkedHashMap<>();
        for (Map.Entry<String, ClusterFacts.PodTimes> entry : facts.pods().entrySet()) {
            ClusterFacts.PodTimes times = entry.getValue();
            startup.put(
                    WorkloadNames.key(entry.getKey()),
                    new PodStartup(
                            times.containerStart().seconds(),
                            times.model().count(),
                            times.modelRate().bytesPerSecond(),
                            times.readiness().seconds(),
                            times.exit().seconds(),
                            health(times)));
        }
        return startup;
    }

    private static PodStartup.Health health(ClusterFacts.PodTimes times) {
        return new PodStartup.Health(
                times.crashAfter().map(TimeDistribution::seconds).orElse(null), times.probes());
    }
}
