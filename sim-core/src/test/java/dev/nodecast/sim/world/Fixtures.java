package dev.nodecast.sim.world;

import dev.nodecast.scheduler.billing.Category;
import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.Attachments;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.Container;
import dev.nodecast.scheduler.model.CountOrPercent;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.world.market.SpotMarket;
import dev.nodecast.sim.world.spec.Ageing;
import dev.nodecast.sim.world.spec.Batching;
import dev.nodecast.sim.world.spec.CloudSpec;
import dev.nodecast.sim.world.spec.CloudTimings;
import dev.nodecast.sim.world.spec.ClusterSpec;
import dev.nodecast.sim.world.spec.ControlPlane;
import dev.nodecast.sim.world.spec.FixedFleet;
import dev.nodecast.sim.world.spec.ImagePulls;
import dev.nodecast.sim.world.spec.InterruptionSpec;
import dev.nodecast.sim.world.spec.MeasureSpec;
import dev.nodecast.sim.world.spec.MetricsSpec;
import dev.nodecast.sim.world.spec.NodeStartup;
import dev.nodecast.sim.world.spec.OnDemandCapacity;
import dev.nodecast.sim.world.spec.PlannedAction;
import dev.nodecast.sim.world.spec.PodStartup;
import dev.nodecast.sim.world.spec.PodUse;
import dev.nodecast.sim.world.spec.RunSpec;
import dev.nodecast.sim.world.spec.TaskBehaviour;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
import dev.nodecast.sim.world.spec.WorkerSpec;
import dev.nodecast.sim.world.spec.WorkloadSpec;
import dev.nodecast.sim.world.spec.WorldSpec;
import dev.nodecast.sim.world.workload.JobSource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Small worlds for tests: one GPU type, one pool, one worker Deployment. All times are constants. */
public final class Fixtures {

    public static final long SECOND = 1_000_000_000L;
    public static final long MINUTE = 60 * SECOND;
    public static final long HOUR = 60 * MINUTE;
    public static final ObjectKey WORKER = ObjectKey.of("prod", "ai-worker");
    public static final String IMAGE = "worker:1";

    private Fixtures() {}

    /** Four vCPU, 16 GiB, one GPU; $1 an hour on demand, $0.36 on spot, in zones a and c. */
    public static InstanceType gpuType() {
        return gpuType("g5.xlarge");
    }

    public static InstanceType gpuType(String name) {
        Resources capacity = Resources.of(Map.of(
                Resources.CPU, 4000L, Resources.MEMORY, 16L << 30, Resources.PODS, 58L, Resources.NVIDIA_GPU, 1L));
        Resources overhead = Resources.of(Map.of(Resources.CPU, 80L, Resources.MEMORY, 1L << 30));
        TreeMap<String, List<String>> labels = new TreeMap<>();
        labels.put(WellKnown.ARCH, List.of("amd64"));
        labels.put(WellKnown.OS, List.of("linux"));
        labels.put(WellKnown.ZONE, List.of("a", "c"));
        return new InstanceType(
                name,
                capacity,
                overhead,
                labels,
                List.of(
                        new Offering("a", WellKnown.SPOT, 360_000, true),
                        new Offering("c", WellKnown.SPOT, 360_000, true),
                        new Offering("a", WellKnown.ON_DEMAND, 1_000_000, true)));
    }

    public static NodePool pool(String name) {
        NodePool.Template template = new NodePool.Template(
                Labels.of("role", "gpu-worker"),
                Labels.NONE,
                List.of(),
                List.of(),
                List.of(),
                new NodeClaim.NodeClassRef("karpenter.k8s.aws", "EC2NodeClass", "gpu"),
                null,
                null);
        return new NodePool(
                ObjectMeta.named(name), template, NodePool.Disruption.DEFAULT, Resources.NONE, null, 0, null);
    }

    /** A pool that buys spot instances of {@link #gpuType()} and deletes those that have been empty for 30 s. */
    public static NodePool gpuPool(String name) {
        NodePool plain = pool(name);
        NodePool.Template template = new NodePool.Template(
                plain.template().labels(),
                Labels.NONE,
                List.of(
                        NodeSelectorRequirement.in(WellKnown.CAPACITY_TYPE, WellKnown.SPOT),
                        NodeSelectorRequirement.in(WellKnown.ARCH, "amd64")),
                List.of(),
                List.of(),
                plain.template().nodeClassRef(),
                168 * HOUR,
                null);
        NodePool.Disruption disruption = new NodePool.Disruption(
                NodePool.Policy.WHEN_EMPTY,
                30 * SECOND,
                List.of(new Budget(new CountOrPercent.Percent(100), List.of(), null, null)));
        return new NodePool(plain.meta(), template, disruption, Resources.NONE, null, 0, null);
    }

    /** KEDA on the length of a Redis list: so many waiting jobs per worker. */
    public static ScaledObject scaledOnQueue(String queue, int perWorker, int maxReplicas) {
        Map<String, String> metadata = Map.of("listName", queue, "listLength", Integer.toString(perWorker));
        return scaledOn(ScaleTrigger.of("redis", metadata), maxReplicas);
    }

    /** KEDA on a Prometheus query. */
    public static ScaledObject scaledOnQuery(String query, int perWorker, int maxReplicas) {
        Map<String, String> metadata = Map.of("query", query, "threshold", Integer.toString(perWorker));
        return scaledOn(ScaleTrigger.of("prometheus", metadata), maxReplicas);
    }

    private static ScaledObject scaledOn(ScaleTrigger trigger, int maxReplicas) {
        return new ScaledObject(
                new ObjectMeta(WORKER.namespace(), "ai-worker", "so", Labels.NONE, Labels.NONE, null, 0, null),
                new ObjectReference("apps/v1", "Deployment", WORKER.name()),
                new ScaledObject.Timing(30, 120, 0),
                new ScaledObject.ReplicaCounts(null, 0, maxReplicas),
                List.of(trigger),
                null,
                ScaledObject.Advanced.NONE);
    }

    public static PodSpec podSpec(Resources requests, long graceSeconds) {
        Container container =
                new Container("worker", IMAGE, requests, Resources.NONE, List.of(), false, new LinkedHashMap<>());
        return new PodSpec(
                List.of(container),
                List.of(),
                Labels.NONE,
                Affinity.NONE,
                List.of(),
                List.of(),
                Resources.NONE,
                0,
                null,
                true,
                graceSeconds,
                Attachments.NONE,
                List.of(),
                PodSpec.requestsOf(List.of(container), List.of(), Resources.NONE));
    }

    public static Deployment workers(int replicas, long graceSeconds) {
        return deployment(WORKER, replicas, podSpec(gpuRequest(), graceSeconds));
    }

    public static Resources gpuRequest() {
        return Resources.of(Map.of(Resources.CPU, 3000L, Resources.MEMORY, 12L << 30, Resources.NVIDIA_GPU, 1L));
    }

    public static Deployment deployment(ObjectKey key, int replicas, PodSpec spec) {
        Labels labels = Labels.of("app", key.name());
        ObjectMeta meta = new ObjectMeta(key.namespace(), key.name(), key.name(), labels, Labels.NONE, null, 0, null);
        return new Deployment(
                meta, replicas, LabelSelector.of("app", key.name()), new PodTemplate(labels, Labels.NONE, spec));
    }

    /** A mutable collection of the parts of a spec, with everything instantaneous unless changed. */
    public static final class Builder {
        public long horizonNs = HOUR;
        public long seed = 1;
        public List<NodePool> pools = List.of(pool("gpu-spot"));
        public List<dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler> autoscalers = List.of();
        public List<dev.nodecast.scheduler.model.autoscaling.ScaledObject> scaledObjects = List.of();
        public List<Deployment> deployments = List.of(workers(1, 30));
        public NodeStartup nodeStartup = NodeStartup.INSTANT;
        public ImagePulls imagePulls = ImagePulls.NONE;
        public SequencedMap<ObjectKey, PodStartup> podStartup = new LinkedHashMap<>(Map.of(WORKER, PodStartup.INSTANT));
        public CloudTimings timings = CloudTimings.INSTANT;
        public InterruptionSpec interruption = InterruptionSpec.QUEUE;
        public List<FixedFleet> fleets = List.of();
        public CloudSpec.BillingSpec billing = CloudSpec.BillingSpec.STANDARD;
        public SpotMarket market = dev.nodecast.sim.world.market.CalmMarket.of(List.of(gpuType()));
        public List<InstanceType> types = List.of(gpuType());
        public List<String> queues = List.of("queue:pro");
        public Supplier<JobSource> jobs = () -> jobs(new long[0][]);
        public WorkerBehaviour behaviour = WorkerBehaviour.CHECKPOINT_AND_REQUEUE;
        public int concurrency = 1;
        public int prefetch = 0;
        public SortedMap<String, PodUse> uses = new TreeMap<>();
        public List<TaskBehaviour> tasks = List.of();
        public Batching batching = Batching.NONE;
        public MetricsSpec metrics = MetricsSpec.NONE;
        public MeasureSpec measure = MeasureSpec.TOTALS;
        public List<dev.nodecast.scheduler.model.PodDisruptionBudget> budgets = List.of();
        public List<dev.nodecast.scheduler.model.DaemonSet> daemonSets = List.of();
        public List<dev.nodecast.scheduler.model.StorageObject> storage = List.of();
        public OnDemandCapacity onDemand = OnDemandCapacity.UNLIMITED;
        public List<PlannedAction> actions = List.of();
        public Ageing ageing = Ageing.NONE;

        public WorldSpec build() {
            ClusterSpec cluster = new ClusterSpec(
                    pools,
                    deployments,
                    daemonSets,
                    budgets,
                    autoscalers,
                    scaledObjects,
                    storage,
                    nodeStartup,
                    imagePulls,
                    podStartup);
            CloudSpec cloud = new CloudSpec(
                    typesOfEachPool(), market, onDemand, timings, interruption, fleets, billing, List.of(), ageing);
            List<Integer> served =
                    java.util.stream.IntStream.range(0, queues.size()).boxed().toList();
            WorkerSpec workers =
                    new WorkerSpec(WORKER, served, concurrency, prefetch, new TreeMap<>(), behaviour, uses, batching);
            WorkloadSpec workload = new WorkloadSpec(queues, jobs, List.of(workers), metrics, List.of(), tasks);
            RunSpec run = new RunSpec(Instant.parse("2026-10-01T00:00:00+09:00"), horizonNs, seed, 0);
            return new WorldSpec(run, cluster, cloud, workload, measure, actions, ControlPlane.INSTANT);
        }

        private SequencedMap<String, List<InstanceType>> typesOfEachPool() {
            SequencedMap<String, List<InstanceType>> ofEach = new LinkedHashMap<>();
            pools.forEach(pool -> ofEach.put(pool.name(), types));
            return ofEach;
        }
    }

    /** Machines that are always on, complete from the start. */
    public static FixedFleet fleet(int count, FixedFleet.Window... windows) {
        return new FixedFleet(
                "fixed",
                Category.COMPUTE,
                gpuType(),
                new Offering("a", WellKnown.ON_DEMAND, 1_000_000, true),
                count,
                Labels.of("role", "gpu-worker"),
                List.of(),
                List.of(windows));
    }

    /** Jobs as rows of arrival, service time and queue, in nanoseconds. */
    public static JobSource jobs(long[]... rows) {
        return new JobSource() {
            private int at = -1;

            @Override
            public boolean advance() {
                at = Math.min(at + 1, rows.length);
                return at < rows.length;
            }

            @Override
            public long arrivalNs() {
                return rows[at][0];
            }

            @Override
            public long serviceNs() {
                return rows[at][1];
            }

            @Override
            public int queue() {
                return rows[at].length > 2 ? (int) rows[at][2] : 0;
            }
        };
    }

    /** Poisson arrivals with exponential service times, without end. */
    public static JobSource poisson(long seed, double meanGapNs, double meanServiceNs, int queues) {
        dev.nodecast.sim.random.RandomStreams streams = new dev.nodecast.sim.random.RandomStreams(seed, 0);
        var gaps = streams.stream("gaps");
        var services = streams.stream("services");
        var which = streams.stream("queues");
        return new JobSource() {
            private double arrival;
            private long service;
            private int queue;

            @Override
            public boolean advance() {
                arrival += gaps.exponential(meanGapNs);
                service = (long) services.exponential(meanServiceNs);
                queue = which.nextInt(queues);
                return true;
            }

            @Override
            public long arrivalNs() {
                return (long) arrival;
            }

            @Override
            public long serviceNs() {
                return service;
            }

            @Override
            public int queue() {
                return queue;
            }
        };
    }

    /** Like {@link #poisson}, with a rate that swings over the day between 0.1 and 1.9 of its mean. */
    public static JobSource daily(long seed, double meanGapNs, double meanServiceNs, int queues) {
        JobSource steady = poisson(seed, meanGapNs / 1.9, meanServiceNs, queues);
        var thinning = new dev.nodecast.sim.random.RandomStreams(seed, 0).stream("thinning");
        return new JobSource() {
            @Override
            public boolean advance() {
                boolean more = steady.advance();
                while (more && !thinning.bernoulli((1 + 0.9 * wave(steady.arrivalNs())) / 1.9)) {
                    more = steady.advance();
                }
                return more;
            }

            @Override
            public long arrivalNs() {
                return steady.arrivalNs();
            }

            @Override
            public long serviceNs() {
                return steady.serviceNs();
            }

            @Override
            public int queue() {
                return steady.queue();
            }
        };
    }

    private static double wave(long ns) {
        return StrictMath.sin(2 * Math.PI * (ns % (24 * HOUR)) / (24.0 * HOUR));
    }

    static Distribution seconds(double value) {
        return Distribution.constant(value);
    }
}
