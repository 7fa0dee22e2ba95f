package dev.nodecast.sim.world;

import static dev.nodecast.sim.world.Fixtures.HOUR;
import static dev.nodecast.sim.world.Fixtures.MINUTE;
import static dev.nodecast.sim.world.Fixtures.SECOND;
import static dev.nodecast.sim.world.Fixtures.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.scheduler.billing.EndedBy;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.measure.NodeRecord;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.Batching;
import dev.nodecast.sim.world.spec.Batching.Mode;
import dev.nodecast.sim.world.spec.CloudTimings;
import dev.nodecast.sim.world.spec.MeasureSpec;
import dev.nodecast.sim.world.spec.NodeStartup;
import dev.nodecast.sim.world.spec.PodStartup;
import dev.nodecast.sim.world.spec.TaskBehaviour;
import dev.nodecast.sim.world.spec.TaskBehaviour.OnSoftLimit;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
import dev.nodecast.sim.world.spec.WorkerBehaviour.OnSigterm;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Whatever happens to the nodes, no job, no second and no cent is lost or counted twice. */
class ConservationProperties {

    private static final long HORIZON = 4 * HOUR;

    private static Fixtures.Builder stormyWorld(long seed, OnSigterm onSigterm, boolean saves) {
        Fixtures.Builder world = new Fixtures.Builder();
        world.seed = seed;
        world.horizonNs = HORIZON;
        world.market = new StormyMarket(seed, 2.0);
        world.timings = new CloudTimings(seconds(2.5), seconds(7.3), seconds(33.1));
        world.nodeStartup = new NodeStartup(
                seconds(31.7),
                seconds(9.1),
                seconds(0),
                seconds(21),
                NodeStartup.INSTANT.offeredDevices(),
                seconds(45),
                seconds(50));
        world.podStartup.put(
                Fixtures.WORKER, new PodStartup(seconds(1.3), 1 << 30, seconds(1 << 26), seconds(1), seconds(0.7)));
        world.behaviour =
                new WorkerBehaviour(onSigterm, saves, 3 * SECOND, 2 * MINUTE, 5 * SECOND, seed % 2 == 0, 20 * MINUTE);
        world.queues = List.of("pro", "free");
        world.jobs = () -> Fixtures.poisson(seed, 20.0 * SECOND, 90.0 * SECOND, 2);
        return world;
    }

    /** Scales the workers up and down at random. */
    private static Autoscaler.Factory restless(long seed) {
        return restless(seed, HORIZON);
    }

    private static Autoscaler.Factory restless(long seed, long horizonNs) {
        return ports -> {
            Autoscaler loop = new OneNodePerPod(ports);
            RandomStream random = new RandomStreams(seed, 1).stream("restless");
            for (int i = 0; i < 40; i++) {
                int replicas = random.nextInt(9);
                ports.timers()
                        .after(
                                (long) (random.nextDouble() * horizonNs),
                                () -> ports.cluster().scale(new Workload("Deployment", Fixtures.WORKER), replicas));
            }
            return loop;
        };
    }

    @Property(tries = 40)
    void jobsAreConservedAtEveryEvent(
            @ForAll @LongRange(min = 1, max = 1_000_000) long seed,
            @ForAll OnSigterm onSigterm,
            @ForAll boolean saves) {
        RunResult result = new SimulatedWorld(
                        stormyWorld(seed, onSigterm, saves).build(), restless(seed), Journal.NONE)
                .runChecked();

        assertThat(result.jobs().arrived()).isPositive();
        assertThat(result.jobs().arrived())
                .isEqualTo(result.jobs().completed() + result.jobs().unfinished());
        assertThat(result.queues().stream().mapToLong(q -> q.jobs().arrived()).sum())
                .isEqualTo(result.jobs().arrived());
    }

    /** Small worlds, thousands of them, of every kind of worker: checked at their end and at every event. */
    @Property(tries = 3000)
    void jobsAreConservedInThousandsOfSmallWorlds(
            @ForAll @LongRange(min = 1, max = 1_000_000_000) long seed,
            @ForAll OnSigterm onSigterm,
            @ForAll boolean saves,
            @ForAll @IntRange(min = 1, max = 3) int concurrency,
            @ForAll @IntRange(min = 0, max = 4) int prefetch) {
        Fixtures.Builder world = stormyWorld(seed, onSigterm, saves);
        world.horizonNs = 40 * MINUTE;
        world.concurrency = concurrency;
        world.prefetch = prefetch;
        RunResult result = new SimulatedWorld(world.build(), restless(seed, 40 * MINUTE), Journal.NONE).runChecked();

        assertThat(result.jobs().arrived())
                .isEqualTo(result.jobs().completed() + result.jobs().unfinished());
    }

    /** The same with all that can happen to a message: failures, retries, limits, lost children, second deliveries. */
    @Property(tries = 4000)
    void jobsAreConservedWhateverHappensToTheirMessages(
            @ForAll @LongRange(min = 1, max = 1_000_000_000) long seed,
            @ForAll OnSigterm onSigterm,
            @ForAll boolean saves,
            @ForAll @IntRange(min = 1, max = 3) int concurrency,
            @ForAll @IntRange(min = 0, max = 4) int prefetch) {
        RunResult result =
                troubledWorld(seed, onSigterm, saves, concurrency, prefetch).runChecked();

        RunResult.JobTotals jobs = result.jobs();
        assertThat(jobs.waiting()
                        + jobs.running()
                        + jobs.awaitingRedelivery()
                        + jobs.troubles().inBackoff())
                .isEqualTo(jobs.arrived()
                        - jobs.completed()
                        - jobs.troubles().failed()
                        + jobs.troubles().duplicates());
    }

    private static SimulatedWorld troubledWorld(
            long seed, OnSigterm onSigterm, boolean saves, int concurrency, int prefetch) {
        Fixtures.Builder world = stormyWorld(seed, onSigterm, saves);
        world.horizonNs = 40 * MINUTE;
        world.concurrency = concurrency;
        world.prefetch = prefetch;
        RandomStream random = new RandomStreams(seed, 2).stream("troubles");
        WorkerBehaviour.Delivery delivery = new WorkerBehaviour.Delivery(
                random.bernoulli(0.7), random.bernoulli(0.5), random.nextInt(3) * 50L * SECOND, random.bernoulli(0.5));
        world.behaviour = world.behaviour
                .withRedelivery(random.bernoulli(0.5), (20 + random.nextInt(200)) * SECOND)
                .with(delivery);
        world.tasks = List.of(troubles(random), troubles(random));
        Mode mode = Mode.values()[random.nextInt(Mode.values().length)];
        world.prefetch = mode == Mode.DYNAMIC ? 0 : prefetch;
        world.batching = new Batching(mode, random.nextInt(3) * 20L * SECOND, 0.3);
        return new SimulatedWorld(world.build(), restless(seed, 40 * MINUTE), Journal.NONE);
    }

    private static TaskBehaviour troubles(RandomStream random) {
        TaskBehaviour.Retries retries = new TaskBehaviour.Retries(
                random.nextInt(4), (1 + random.nextInt(60)) * SECOND, 300 * SECOND, random.bernoulli(0.5));
        OnSoftLimit[] reactions = OnSoftLimit.values();
        TaskBehaviour.TimeLimits limits = new TaskBehaviour.TimeLimits(
                random.nextInt(3) * 60L * SECOND,
                random.nextInt(3) * 90L * SECOND,
                reactions[random.nextInt(reactions.length)]);
        return new TaskBehaviour(random.nextDouble() * 0.4, random.nextDouble() * 0.2, retries, limits);
    }

    @Property(tries = 200)
    void workersAreBusyForTheWorkThatIsDoneAndTheWorkThatIsLostWhateverHappens(
            @ForAll @LongRange(min = 1, max = 1_000_000) long seed, @ForAll @IntRange(min = 1, max = 40) int count) {
        Fixtures.Builder world = stormyWorld(seed, OnSigterm.REQUEUE, true);
        RandomStream random = new RandomStreams(seed, 2).stream("troubles");
        world.tasks = List.of(troubles(random), troubles(random));
        world.behaviour = world.behaviour
                .withRedelivery(true, (20 + random.nextInt(100)) * SECOND)
                .with(new WorkerBehaviour.Delivery(true, random.bernoulli(0.5), 0));
        long[][] rows = new long[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = new long[] {i * 10L * SECOND, (i % 7 + 1) * 17L * SECOND, i % 2};
        }
        world.jobs = () -> Fixtures.jobs(rows);
        double[] doneS = new double[1];
        world.measure =
                new MeasureSpec(0, List.of(), job -> doneS[0] += job.completedNs() >= 0 ? job.serviceNs() / 1e9 : 0);

        RunResult result = new SimulatedWorld(world.build(), OneNodePerPod::new, Journal.NONE).runChecked();

        boolean allGone = result.jobs().unfinished() + result.jobs().troubles().duplicates() == 0;
        Assume.that(allGone);
        assertThat(result.gpuTime().usedSeconds())
                .isCloseTo(doneS[0] + result.jobs().lostNs() / 1e9, within(1e-3));
    }

    @Property(tries = 40)
    void whatIsBilledIsWhatExisted(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        RunResult result = new SimulatedWorld(
                        stormyWorld(seed, OnSigterm.REQUEUE, true).build(), restless(seed), Journal.NONE)
                .run();

        long seconds = 0;
        long freeSeconds = 0;
        double gpuSeconds = 0;
        for (NodeRecord node : result.nodes()) {
            if (node.runningNs() == null) {
                continue;
            }
            long untilNs = node.billedUntilNs() == null ? HORIZON : node.billedUntilNs();
            long billed = Math.max(60, Math.ceilDiv(untilNs - node.runningNs(), SECOND));
            boolean free = node.endedBy() == EndedBy.EC2_INTERRUPTION && untilNs - node.runningNs() < HOUR;
            seconds += free ? 0 : billed;
            freeSeconds += free ? billed : 0;
            gpuSeconds += (untilNs - node.runningNs()) / 1e9;
        }
        assertThat(result.nodes()).isNotEmpty();
        assertThat(result.invoice().billedInstanceSeconds()).isEqualTo(seconds);
        assertThat(result.invoice().freeInstanceSeconds()).isEqualTo(freeSeconds);
        assertThat(result.gpuTime().boughtSeconds()).isCloseTo(gpuSeconds, within(1e-3));
        long lines = result.invoice().lines().stream()
                .mapToLong(line -> line.amountMicroUsd())
                .sum();
        assertThat(result.invoice().total()).isEqualTo(lines);
        assertThat(result.invoice().byCapacityType().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(result.invoice().compute());
        long nodes = result.nodes().stream().mapToLong(NodeRecord::costMicroUsd).sum();
        // each node is rounded by itself, each line once
        assertThat(nodes).isCloseTo(result.invoice().compute(), within((long)
                result.nodes().size()));
    }

    @Property(tries = 30)
    void gpusAreBusyForTheWorkThatIsDoneAndTheWorkThatIsLost(
            @ForAll @LongRange(min = 1, max = 1_000_000) long seed, @ForAll @IntRange(min = 1, max = 60) int count) {
        Fixtures.Builder world = stormyWorld(seed, OnSigterm.REQUEUE, true);
        long[][] rows = new long[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = new long[] {i * 10L * SECOND, (i % 7 + 1) * 17L * SECOND, i % 2};
        }
        world.jobs = () -> Fixtures.jobs(rows);
        long work = 0;
        for (long[] row : rows) {
            work += row[1];
        }

        RunResult result = new SimulatedWorld(world.build(), OneNodePerPod::new, Journal.NONE).run();

        double used = result.gpuTime().usedSeconds();
        if (result.jobs().unfinished() == 0) {
            assertThat(used).isCloseTo((work + result.jobs().lostNs()) / 1e9, within(1e-3));
        }
        assertThat(result.nodes().stream().mapToLong(NodeRecord::gpuUsedNs).sum() / 1e9)
                .isCloseTo(used, within(1e-3));
    }

    @Property(tries = 10)
    void theSameSeedGivesTheSameRunAndAnotherSeedAnother(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        assertThat(trace(seed)).isEqualTo(trace(seed));
        assertThat(trace(seed)).isNotEqualTo(trace(seed + 1));
    }

    private static String trace(long seed) {
        StringBuilder trace = new StringBuilder();
        Autoscaler.Factory watched = ports -> {
            Autoscaler loop = restless(seed).on(ports);
            return observation -> {
                trace.append(ports.clock().nowNs()).append(observation).append('\n');
                loop.observe(observation);
            };
        };
        RunResult result =
                new SimulatedWorld(stormyWorld(seed, OnSigterm.REQUEUE, false).build(), watched, Journal.NONE).run();
        return trace.append(result.jobs())
                .append(result.nodes())
                .append(result.invoice())
                .toString();
    }
}
