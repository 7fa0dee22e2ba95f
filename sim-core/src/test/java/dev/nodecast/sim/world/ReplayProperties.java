package dev.nodecast.sim.world;

import static dev.nodecast.sim.world.Fixtures.MINUTE;
import static dev.nodecast.sim.world.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.clusterautoscaler.NodeGroup;
import dev.nodecast.scheduler.clusterautoscaler.Options;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.CountOrPercent;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.recording.Cause;
import dev.nodecast.scheduler.recording.Entry;
import dev.nodecast.scheduler.recording.LoopConfiguration;
import dev.nodecast.scheduler.recording.Order;
import dev.nodecast.scheduler.recording.Replay;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.CloudTimings;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** What a loop decides follows from what passes through its ports, and from nothing else. */
class ReplayProperties {

    private static final LoopConfiguration KARPENTER = new LoopConfiguration.Karpenter(Settings.defaults());
    private static final LoopConfiguration CLUSTER_AUTOSCALER = new LoopConfiguration.ClusterAutoscaler(
            Options.defaults(List.of(
                    new NodeGroup("gpu", "gpu-spot", WellKnown.SPOT, List.of("g5.xlarge"), List.of(), 0, 10, 0))),
            AutoscalingLoop.Settings.defaults());

    /** A storm over a pool that consolidates and expires at random, and workers that KEDA scales. */
    private static Fixtures.Builder world(long seed) {
        RandomStream random = new RandomStreams(seed, 5).stream("world");
        Fixtures.Builder world = new Fixtures.Builder();
        world.seed = seed;
        world.horizonNs = 60 * MINUTE;
        world.market = new StormyMarket(seed, 2.0);
        world.timings = CloudTimings.DEFAULT;
        world.behaviour = WorkerBehaviour.CHECKPOINT_AND_REQUEUE;
        world.pools = List.of(pool(random));
        world.deployments = List.of(Fixtures.workers(random.nextInt(5), 10 + random.nextInt(100)));
        world.scaledObjects = random.nextInt(3) == 0 ? List.of() : List.of(Fixtures.scaledOnQueue("queue:pro", 2, 8));
        world.jobs = () -> Fixtures.poisson(seed, 40.0 * SECOND, 90.0 * SECOND, 1);
        return world;
    }

    private static NodePool pool(RandomStream random) {
        NodePool plain = Fixtures.pool("gpu-spot");
        NodePool.Template t = plain.template();
        return new NodePool(
                plain.meta(),
                new NodePool.Template(
                        t.labels(),
                        t.annotations(),
                        t.requirements(),
                        t.taints(),
                        t.startupTaints(),
                        t.nodeClassRef(),
                        random.nextInt(3) == 0 ? (10 + random.nextInt(40)) * MINUTE : null,
                        random.nextInt(2) == 0 ? (1 + random.nextInt(10)) * MINUTE : null),
                new NodePool.Disruption(
                        NodePool.Policy.values()[random.nextInt(NodePool.Policy.values().length)],
                        random.nextInt(120) * SECOND,
                        List.of(new Budget(new CountOrPercent.Count(1 + random.nextInt(3)), List.of(), null, null))),
                plain.limits(),
                null,
                0,
                null);
    }

    private record Recorded(RunResult result, List<Entry> entries) {
        long decisions() {
            return entries.stream().filter(Entry.Decided.class::isInstance).count();
        }
    }

    private static Recorded record(Fixtures.Builder world, LoopConfiguration configuration) {
        List<Entry> entries = new ArrayList<>();
        RunResult result =
                new SimulatedWorld(world.build(), Autoscaler.recorded(configuration, entries::add), Journal.NONE).run();
        entries.add(new Entry.Ended());
        return new Recorded(result, entries);
    }

    @Property(tries = 300)
    void everyRecordIsDoneAgainToTheLastOrder(@ForAll @LongRange(min = 1, max = 1_000_000_000) long seed) {
        Recorded recorded = record(world(seed), KARPENTER);

        Replay.Outcome outcome = Replay.of(recorded.entries().iterator());

        assertThat(outcome).as("seed %d", seed).isInstanceOfSatisfying(Replay.Agreed.class, agreed -> {
            assertThat(agreed.unfinished()).isNull();
            assertThat(agreed.extent().decisions()).isEqualTo(recorded.decisions());
        });
    }

    @Property(tries = 50)
    void theRecordOfClusterAutoscalerToo(@ForAll @LongRange(min = 1, max = 1_000_000_000) long seed) {
        Recorded recorded = record(world(seed), CLUSTER_AUTOSCALER);

        assertThat(Replay.of(recorded.entries().iterator()))
                .as("seed %d", seed)
                .isInstanceOfSatisfying(
                        Replay.Agreed.class,
                        agreed -> assertThat(agreed.extent().decisions()).isEqualTo(recorded.decisions()));
    }

    @Property(tries = 30)
    void recordingChangesNothing(@ForAll @LongRange(min = 1, max = 1_000_000_000) long seed) {
        RunResult plain = new SimulatedWorld(
                        world(seed).build(), Autoscaler.controlLoop(Settings.defaults()), Journal.NONE)
                .run();

        assertThat(record(world(seed), KARPENTER).result())
                .as("seed %d", seed)
                .usingRecursiveComparison()
                .isEqualTo(plain);
    }

    @Example
    void aDecisionThatIsNotWhatFollowsIsFound() {
        List<Entry> entries = record(world(7), KARPENTER).entries();
        int launch = firstLaunch(entries);
        List<Entry> altered = new ArrayList<>(entries);
        altered.remove(launch);

        assertThat(Replay.of(altered.iterator()))
                .isInstanceOfSatisfying(
                        Replay.Diverged.class,
                        diverged -> assertThat(diverged.replayed()).isEqualTo(entries.get(launch)));
    }

    @Example
    void anObservationThatIsMissingIsFoundByWhatItWouldHaveCaused() {
        List<Entry> altered = new ArrayList<>(record(world(7), KARPENTER).entries());
        altered.removeIf(entry -> entry instanceof Entry.TurnBegan(long _, Cause.Observed(var observation))
                && observation.getClass().getSimpleName().equals("NodePoolObserved"));

        assertThat(Replay.of(altered.iterator())).isInstanceOf(Replay.Diverged.class);
    }

    @Example
    void aRecordThatBreaksOffAgreesAsFarAsItGoes() {
        List<Entry> entries = record(world(7), KARPENTER).entries();
        List<Entry> torn = new ArrayList<>(entries.subList(0, firstLaunch(entries)));
        torn.add(new Entry.CutOff("power failure"));

        assertThat(Replay.of(torn.iterator()))
                .isInstanceOfSatisfying(
                        Replay.Agreed.class,
                        agreed -> assertThat(agreed.unfinished()).isEqualTo("power failure"));
    }

    @Example
    void whereEntriesAreMissingItEnds() {
        List<Entry> entries = record(world(7), KARPENTER).entries();
        List<Entry> gap = new ArrayList<>(entries.subList(0, 20));
        gap.add(new Entry.Lost(3));
        gap.addAll(entries.subList(23, entries.size()));

        assertThat(Replay.of(gap.iterator()))
                .isInstanceOfSatisfying(
                        Replay.Agreed.class,
                        agreed -> assertThat(agreed.unfinished()).startsWith("3 entries are missing"));
    }

    private static int firstLaunch(List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof Entry.Ordered(Order.Launch _)) {
                return i;
            }
        }
        throw new AssertionError("nothing was launched in " + entries.size() + " entries");
    }
}
