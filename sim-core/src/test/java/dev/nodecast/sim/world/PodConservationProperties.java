package dev.nodecast.sim.world;

import static dev.nodecast.sim.world.Fixtures.MINUTE;
import static dev.nodecast.sim.world.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.control.ControlLoop;
import dev.nodecast.scheduler.control.OptIns;
import dev.nodecast.scheduler.control.Ports;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.disruption.ConsolidationOptions.Reach;
import dev.nodecast.scheduler.interruption.JobRisk;
import dev.nodecast.scheduler.interruption.SpotChoice;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.lookahead.LookAhead;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.CountOrPercent;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.spec.Ageing;
import dev.nodecast.sim.world.spec.CloudTimings;
import dev.nodecast.sim.world.spec.InterruptionSpec;
import dev.nodecast.sim.world.spec.InterruptionSpec.TerminationHandler;
import dev.nodecast.sim.world.spec.PlannedAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterProperty;

/** Whatever is interrupted, expired, drained or consolidated: no pod is lost, and none waits for ever. */
class PodConservationProperties {

    private static final Map<String, Integer> ENDS = new TreeMap<>();
    private static final long HORIZON = 45 * MINUTE;
    private static final long LONGEST_WAIT = 20 * MINUTE;

    /** What the API server says of pods, as an onlooker hears it. */
    private static final class Pods {
        final Map<ObjectKey, Pod> existing = new LinkedHashMap<>();
        final Map<ObjectKey, Long> waitingSinceNs = new LinkedHashMap<>();

        void hear(Observation observation, long nowNs) {
            switch (observation) {
                case Observation.PodObserved seen -> see(seen.pod(), nowNs);
                case Observation.PodGone gone -> {
                    existing.remove(gone.key());
                    waitingSinceNs.remove(gone.key());
                }
                default -> {}
            }
        }

        private void see(Pod pod, long nowNs) {
            existing.put(pod.key(), pod);
            if (pod.nodeName() == null) {
                waitingSinceNs.putIfAbsent(pod.key(), nowNs);
            } else {
                waitingSinceNs.remove(pod.key());
            }
        }

        long staying() {
            return existing.values().stream()
                    .filter(pod -> !pod.meta().deleting() && !pod.terminal())
                    .count();
        }
    }

    /** Karpenter's behaviour, or with policies beyond it. */
    private static Settings settings(RandomStream random) {
        Settings usual = Settings.defaults();
        if (random.nextInt(2) == 0) {
            return usual;
        }
        LookAhead.Mode[] modes = LookAhead.Mode.values();
        return new Settings(
                        usual.batch(),
                        usual.solver(),
                        usual.disruption(),
                        usual.consolidation().withReach(Reach.GLOBAL),
                        usual.autoscaling())
                .with(new OptIns(
                        new SpotChoice(SpotChoice.Mode.EXPECTED_COST, JobRisk.DEFAULT),
                        new LookAhead(modes[random.nextInt(modes.length)], 0.5, 3 * MINUTE, 0)));
    }

    private static Autoscaler.Factory watchedBy(Pods pods, Settings settings) {
        return (Ports ports) -> {
            ControlLoop loop = new ControlLoop(ports, settings);
            loop.start();
            return observation -> {
                pods.hear(observation, ports.clock().nowNs());
                loop.observe(observation);
            };
        };
    }

    /** Pools that buy both spot and on-demand, so that there always is a way out, and consolidate and expire at random. */
    private static NodePool pool(RandomStream random) {
        NodePool plain = Fixtures.pool("gpu-spot");
        NodePool.Template t = plain.template();
        NodePool.Policy policy = NodePool.Policy.values()[random.nextInt(NodePool.Policy.values().length)];
        Budget budget = new Budget(new CountOrPercent.Count(1 + random.nextInt(3)), List.of(), null, null);
        return new NodePool(
                plain.meta(),
                new NodePool.Template(
                        t.labels().with("generation", Integer.toString(random.nextInt(3))),
                        t.annotations(),
                        t.requirements(),
                        t.taints(),
                        t.startupTaints(),
                        t.nodeClassRef(),
                        random.nextInt(3) == 0 ? (10 + random.nextInt(40)) * MINUTE : null,
                        random.nextInt(2) == 0 ? (1 + random.nextInt(10)) * MINUTE : null),
                new NodePool.Disruption(policy, random.nextInt(120) * SECOND, List.of(budget)),
                Resources.NONE,
                null,
                0,
                null);
    }

    /** The loop hears of interruptions, a termination handler does, or nobody. */
    private static InterruptionSpec interruption(RandomStream random) {
        return switch (random.nextInt(4)) {
            case 0 -> InterruptionSpec.UNHANDLED;
            case 1 -> new InterruptionSpec(120, null, random.nextInt(2) == 0, new TerminationHandler(2, -1));
            default -> InterruptionSpec.QUEUE;
        };
    }

    /** In some worlds nodes break, and are repaired or not; in some a new machine image comes out. */
    private static Ageing ageing(RandomStream random) {
        Ageing.Failures failures = new Ageing.Failures(
                Distribution.exponential(1800), random.nextInt(2) == 0 ? Ageing.READY : "AcceleratedHardwareReady");
        List<Ageing.Rollout> rollouts = List.of(new Ageing.Rollout(random.nextInt(30) * MINUTE, "", "AMIDrift"));
        return new Ageing(
                random.nextInt(4) == 0 ? failures : null,
                random.nextInt(3) > 0,
                random.nextInt(3) == 0 ? rollouts : List.of());
    }

    /** In some worlds people delete claims and nodes, or change the pool's template. */
    private static List<PlannedAction> people(RandomStream random) {
        List<PlannedAction> actions = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            PlannedAction.Change change = switch (random.nextInt(3)) {
                case 0 -> new PlannedAction.Change.DeleteNodeClaim(random.nextInt(3));
                case 1 -> new PlannedAction.Change.DeleteNode(random.nextInt(3));
                default -> new PlannedAction.Change.ApplyNodePool(pool(random));
            };
            actions.add(new PlannedAction(random.nextInt(30) * MINUTE, change));
        }
        actions.sort(Comparator.comparingLong(PlannedAction::atNs));
        return actions;
    }

    private static void noteEnd(long nowNs, Decision decision) {
        if (decision instanceof Decision.NodeTerminated(String _, String cause)) {
            ENDS.merge(cause, 1, Integer::sum);
        }
    }

    /** A thousand worlds in which some way to end never comes would prove nothing of it. */
    @AfterProperty
    void nodesEndedInEveryWay() {
        assertThat(ENDS.keySet())
                .contains(
                        "Empty",
                        "Underutilized",
                        "Drifted",
                        "Expired",
                        "Interrupted",
                        "Unhealthy",
                        "Deleted",
                        "NodeDeleted",
                        "LaunchFailed");
    }

    private static PodDisruptionBudget oneAtATime() {
        return new PodDisruptionBudget(
                new ObjectMeta("prod", "workers", "pdb", Labels.NONE, Labels.NONE, null, 0, null),
                LabelSelector.of("app", Fixtures.WORKER.name()),
                null,
                new CountOrPercent.Count(1),
                false,
                0);
    }

    @Property(tries = 1000)
    void noPodIsLostAndNoneWaitsForEver(@ForAll @LongRange(min = 1, max = 1_000_000_000) long seed) {
        RandomStream random = new RandomStreams(seed, 3).stream("world");
        int replicas = 1 + random.nextInt(6);
        Fixtures.Builder world = new Fixtures.Builder();
        world.seed = seed;
        world.horizonNs = HORIZON;
        world.market = new StormyMarket(seed, 2.0);
        world.timings = CloudTimings.DEFAULT;
        world.pools = List.of(pool(random));
        world.deployments = List.of(Fixtures.workers(replicas, 10 + random.nextInt(100)));
        world.budgets = random.nextInt(2) == 0 ? List.of(oneAtATime()) : List.of();
        world.interruption = interruption(random);
        world.ageing = ageing(random);
        world.actions = people(random);
        Pods pods = new Pods();

        new SimulatedWorld(world.build(), watchedBy(pods, settings(random)), PodConservationProperties::noteEnd)
                .runChecked();

        assertThat(pods.staying()).as("seed %d", seed).isEqualTo(replicas);
        assertThat(pods.waitingSinceNs.values())
                .as("seed %d", seed)
                .allSatisfy(since -> assertThat(HORIZON - since).isLessThan(LONGEST_WAIT));
    }
}
