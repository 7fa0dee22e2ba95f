package dev.nodecast.sim.world;

import static dev.nodecast.sim.world.Fixtures.MINUTE;
import static dev.nodecast.sim.world.Fixtures.SECOND;

import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.disruption.ConsolidationOptions;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.CountOrPercent;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.market.CalmMarket;
import dev.nodecast.sim.world.market.CapacityProcess;
import dev.nodecast.sim.world.market.HazardModel;
import dev.nodecast.sim.world.market.PriceProcess;
import dev.nodecast.sim.world.market.SpotMarket;
import dev.nodecast.sim.world.spec.CloudTimings;
import dev.nodecast.sim.world.spec.NodeStartup;
import dev.nodecast.sim.world.spec.PlannedAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A world that keeps disruption busy: two pools of CPU nodes with budgets of every form, Deployments of different pods that
 * are scaled up and down, one of them with a PodDisruptionBudget. Prices never change, so that what is dearer is known.
 */
final class RandomCluster {

    static final ObjectKey WEB = ObjectKey.of("prod", "web");
    static final ObjectKey API = ObjectKey.of("prod", "api");
    static final ObjectKey BATCH = ObjectKey.of("prod", "batch");
    private static final List<ObjectKey> WORKLOADS = List.of(WEB, API, BATCH);

    final Fixtures.Builder world = new Fixtures.Builder();
    /** Karpenter's, half of them with its gate SpotToSpotConsolidation open. */
    final Settings settings;

    private final RandomStream random;
    private final long seed;

    RandomCluster(long seed, long horizonNs) {
        this.seed = seed;
        random = new RandomStreams(seed, 4).stream("cluster");
        settings = spotToSpot(random.nextInt(2) == 0);
        world.seed = seed;
        world.horizonNs = horizonNs;
        world.timings = CloudTimings.DEFAULT;
        world.nodeStartup = NodeStartup.DEFAULT;
        world.types = List.of(type("small", 2, 80_000), type("middle", 4, 160_000), type("large", 8, 320_000));
        world.market = new Steady(0, () -> CapacityProcess.constant(CapacityProcess.UNLIMITED));
        world.pools = List.of(pool("pool-a"), pool("pool-b"));
        world.deployments = List.of(
                deployment(WEB, 250 + 250 * random.nextInt(6), Labels.NONE),
                deployment(API, 500 + 250 * random.nextInt(8), Labels.NONE),
                deployment(BATCH, 1_000, Labels.of(WellKnown.DO_NOT_DISRUPT, "true")));
        world.budgets = List.of(new PodDisruptionBudget(
                new ObjectMeta("prod", "web", "pdb", Labels.NONE, Labels.NONE, null, 0, null),
                LabelSelector.of("app", WEB.name()),
                null,
                new CountOrPercent.Count(random.nextInt(3)),
                false,
                0));
    }

    private static Settings spotToSpot(boolean allowed) {
        Settings plain = Settings.defaults();
        return new Settings(
                plain.batch(),
                plain.solver(),
                plain.disruption(),
                new ConsolidationOptions(allowed, 1_000, ConsolidationOptions.BalancedTotals.ALL_NODES),
                plain.autoscaling());
    }

    /** Spot capacity is there from then on, so that nodes were bought on demand that can be had for less. */
    RandomCluster withSpotFrom(long ns) {
        world.market = new Steady(0, () -> new Opening(ns));
        return this;
    }

    /** Nodes are interrupted and capacity runs out, at random. */
    RandomCluster inAStorm() {
        RandomStream walks = new RandomStreams(seed, 5).stream("spot");
        world.market = new Steady(1.0, () -> new Walk(walks, 6));
        world.onDemand = (type, zone) -> new Walk(new RandomStreams(seed, 5).stream("on-demand", type + zone), 4);
        return this;
    }

    /** On-demand capacity is scarce for ever, and there is no spot capacity: what is there cannot be had again. */
    RandomCluster withScarceCapacity() {
        world.market = new NoSpotCapacity(world.market);
        int each = 2 + random.nextInt(3);
        world.onDemand = (type, zone) -> CapacityProcess.constant(each);
        return this;
    }

    /** Until then people scale Deployments and change pools. */
    RandomCluster withPeople(long untilNs) {
        List<PlannedAction> actions = new ArrayList<>();
        for (int i = 4 + random.nextInt(8); i > 0; i--) {
            long atNs = MINUTE + (long) (random.nextDouble() * (untilNs - MINUTE));
            actions.add(new PlannedAction(atNs, change()));
        }
        actions.sort((a, b) -> Long.compare(a.atNs(), b.atNs()));
        world.actions = actions;
        return this;
    }

    private PlannedAction.Change change() {
        return switch (random.nextInt(8)) {
            case 0 -> new PlannedAction.Change.ApplyNodePool(pool("pool-a"));
            case 1 -> new PlannedAction.Change.DeleteNodeClaim(random.nextInt(4));
            default -> new PlannedAction.Change.Scale(WORKLOADS.get(random.nextInt(2)), random.nextInt(10));
        };
    }

    /** Some zones are dearer, and spot costs between a third and nearly all of on-demand. */
    private InstanceType type(String name, int cpus, long microUsd) {
        Resources capacity = Resources.of(
                Map.of(Resources.CPU, cpus * 1000L, Resources.MEMORY, cpus * (4L << 30), Resources.PODS, 58L));
        Resources overhead = Resources.of(Map.of(Resources.CPU, 80L, Resources.MEMORY, 1L << 29));
        TreeMap<String, List<String>> labels = new TreeMap<>();
        labels.put(WellKnown.ARCH, List.of("amd64"));
        labels.put(WellKnown.OS, List.of("linux"));
        labels.put(WellKnown.ZONE, List.of("a", "c"));
        List<Offering> offerings = new ArrayList<>();
        for (String zone : List.of("a", "c")) {
            long onDemand = microUsd + random.nextInt(40_000);
            offerings.add(new Offering(zone, WellKnown.ON_DEMAND, onDemand, true));
            offerings.add(new Offering(zone, WellKnown.SPOT, onDemand * (30 + random.nextInt(65)) / 100, true));
        }
        return new InstanceType(name, capacity, overhead, labels, offerings);
    }

    private NodePool pool(String name) {
        NodePool plain = Fixtures.pool(name);
        NodePool.Template t = plain.template();
        NodePool.Policy policy = random.nextInt(4) == 0
                ? NodePool.Policy.values()[random.nextInt(NodePool.Policy.values().length)]
                : NodePool.Policy.WHEN_EMPTY_OR_UNDERUTILIZED;
        List<Budget> budgets = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            budgets.add(budget());
        }
        return new NodePool(
                plain.meta(),
                new NodePool.Template(
                        Labels.of("generation", Integer.toString(random.nextInt(3))),
                        t.annotations(),
                        t.requirements(),
                        t.taints(),
                        t.startupTaints(),
                        t.nodeClassRef(),
                        null,
                        random.nextInt(3) == 0 ? (2 + random.nextInt(10)) * MINUTE : null),
                new NodePool.Disruption(policy, random.nextInt(60) * SECOND, budgets),
                Resources.NONE,
                null,
                0,
                null);
    }

    /** Some hold always, some from a minute of each hour on; for all reasons or for some. */
    private Budget budget() {
        CountOrPercent nodes = random.nextInt(2) == 0
                ? new CountOrPercent.Count(random.nextInt(4))
                : new CountOrPercent.Percent(random.nextInt(101));
        List<Budget.Reason> reasons = new ArrayList<>();
        for (Budget.Reason reason : Budget.Reason.values()) {
            if (random.nextInt(3) == 0) {
                reasons.add(reason);
            }
        }
        return random.nextInt(3) > 0
                ? new Budget(nodes, reasons, null, null)
                : new Budget(nodes, reasons, random.nextInt(60) + " * * * *", (1 + random.nextInt(59)) * MINUTE);
    }

    private Deployment deployment(ObjectKey key, long cpuMilli, Labels annotations) {
        Resources requests = Resources.of(Map.of(Resources.CPU, cpuMilli, Resources.MEMORY, 1L << 29));
        Deployment plain = Fixtures.deployment(
                key,
                key.equals(BATCH) ? random.nextInt(2) : random.nextInt(8),
                Fixtures.podSpec(requests, 5 + random.nextInt(60)));
        PodTemplate template = new PodTemplate(
                plain.template().labels(), annotations, plain.template().spec());
        return new Deployment(plain.meta(), plain.replicas(), plain.selector(), template);
    }

    /** Listed prices for ever. */
    private final class Steady implements SpotMarket {
        private final double hazardPerHour;
        private final Supplier<CapacityProcess> capacities;

        Steady(double hazardPerHour, Supplier<CapacityProcess> capacities) {
            this.hazardPerHour = hazardPerHour;
            this.capacities = capacities;
        }

        @Override
        public CapacityProcess capacity(String instanceType, String zone) {
            return capacities.get();
        }

        @Override
        public PriceProcess price(String instanceType, String zone) {
            return CalmMarket.of(world.types).price(instanceType, zone);
        }

        @Override
        public HazardModel hazard(String instanceType, String zone) {
            return HazardModel.constant(hazardPerHour);
        }
    }

    /** Another capacity every few minutes. */
    private static final class Walk implements CapacityProcess {
        private final RandomStream random;
        private final int bound;
        private int capacity;
        private long nextNs;

        Walk(RandomStream random, int bound) {
            this.random = random;
            this.bound = bound;
            advance();
        }

        @Override
        public int capacity() {
            return capacity;
        }

        @Override
        public long nextChangeNs() {
            return nextNs;
        }

        @Override
        public void advance() {
            capacity = random.nextInt(bound);
            nextNs += (long) random.exponential(8.0 * MINUTE);
        }
    }

    /** Nothing before a moment, and no end to it afterwards. */
    private static final class Opening implements CapacityProcess {
        private final long atNs;
        private boolean open;

        Opening(long atNs) {
            this.atNs = atNs;
        }

        @Override
        public int capacity() {
            return open ? UNLIMITED : 0;
        }

        @Override
        public long nextChangeNs() {
            return open ? Long.MAX_VALUE : atNs;
        }

        @Override
        public void advance() {
            open = true;
        }
    }
}
