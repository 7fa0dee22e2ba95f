package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.provisioning.PodQueue.Waiting;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts a {@link Round} together from a problem and what is compiled, and reads its result. */
final class Assembly {

    private final SolverOptions options;
    private final Compiled compiled;
    private final Compiler compiler;
    private final Problem problem;
    private final ClusterFacts facts;
    private final Hosts hosts;

    Assembly(SolverOptions options, Compiled compiled, Problem problem, ClusterFacts facts) {
        this.options = options;
        this.compiled = compiled;
        this.compiler = compiled.compiler;
        this.problem = problem;
        this.facts = facts;
        this.hosts = new Hosts(compiled.nodes.hosts());
    }

    /**
     * @param catalogues of all pools that can buy anything
     * @param templates of those of the pools that can launch something, in the same order
     */
    record Supply(
            List<NodePool> pools,
            Collection<CompiledCatalogue> catalogues,
            List<PoolTemplate> templates,
            DomainUniverse universe) {}

    /**
     * A round in which nothing is placed yet.
     *
     * @param unplaced pods that take no part
     */
    record Start(
            Round round,
            PodQueue queue,
            Rules rules,
            Demands demands,
            Round.Supply supply,
            List<Solution.Unplaced> unplaced) {

        Start with(PodQueue others) {
            return new Start(round, others, rules, demands, supply, unplaced);
        }
    }

    Solution solve(Supply supply) {
        Start start = start(supply);
        start.round().place(start.queue());
        return solution(start);
    }

    Start start(Supply supply) {
        Map<String, PoolLimits> limits = limits(supply.pools());
        List<OpenNode> nodes = compiled.nodes.inOrder(problem.nodes()).stream()
                .map(standing -> new OpenNode(standing, facts.volumeUse(standing.state())))
                .toList();
        Topology topology = topology(supply.universe());
        boolean relaxMinValues = options.minValues() == SolverOptions.MinValues.BEST_EFFORT;
        ReservationLedger reservations = new ReservationLedger(supply.catalogues(), problem.reserved());
        Rules rules = new Rules(compiler, topology, hosts, relaxMinValues, reservations);
        Demands demands = new Demands(compiler.shapes(), preferNoSchedule(supply.pools()));
        List<Solution.Unplaced> unplaced = new ArrayList<>();
        PodQueue queue = new PodQueue(waiting(demands, unplaced));
        Round.Supply places = new Round.Supply(nodes, supply.templates(), limits, new ClosedNodes(problem));
        return new Start(new Round(rules, demands, places), queue, rules, demands, places, unplaced);
    }

    /** What became of the pods of a round that is over. */
    Solution solution(Start start) {
        List<Solution.Unplaced> unplaced = new ArrayList<>(start.unplaced());
        List<Waiting> left = start.queue().left();
        Map<Demand, List<PoolRefusal>> refusals = start.round().diagnose(left);
        left.forEach(waiting ->
                unplaced.add(Results.unplaced(waiting.pod, refusals.getOrDefault(waiting.demand, List.of()))));
        return new Solution(
                launchable(start.round().claims(), unplaced),
                Results.placements(start.supply().nodes()),
                unplaced);
    }

    /** A claim names so many types only; where these have too few different values its pods find nothing. */
    private List<PlannedClaim> launchable(List<InFlightClaim> inFlight, List<Solution.Unplaced> unplaced) {
        List<PlannedClaim> launchable = new ArrayList<>();
        for (PlannedClaim claim : Results.claims(inFlight, compiler.resources(), options.knownLabels())) {
            if (options.minValues() == SolverOptions.MinValues.BEST_EFFORT || claim.keepsMinValues()) {
                launchable.add(claim);
            } else {
                claim.pods().forEach(pod -> unplaced.add(Results.tooFewValues(pod, claim)));
            }
        }
        return launchable;
    }

    private List<Waiting> waiting(Demands demands, List<Solution.Unplaced> ignored) {
        PodValidity validity = new PodValidity(
                options.knownLabels(), new VolumeValidity(problem.cluster().storage()));
        List<Waiting> waiting = new ArrayList<>();
        for (Pod pod : problem.pods()) {
            String objection = pod.provisionable() ? validity.objection(pod) : null;
            if (objection != null) {
                ignored.add(Results.ignored(pod, objection));
            } else if (pod.spec().attachments().devices()) {
                ignored.add(Results.askingForDevices(pod));
            } else {
                waiting.add(new Waiting(pod, demands.of(compiler.shapes().of(pod, facts.volumes()))));
            }
        }
        return waiting;
    }

    private Map<String, PoolLimits> limits(List<NodePool> pools) {
        Map<String, PoolLimits> limits = new LinkedHashMap<>();
        pools.forEach(pool -> limits.put(pool.name(), new PoolLimits(pool, compiler.resources())));
        for (StateNode node : problem.nodes()) {
            String pool = node.nodePool();
            PoolLimits limit = pool == null ? null : limits.get(pool);
            if (limit != null && limit.limited()) {
                limit.charge(node);
            }
        }
        return limits;
    }

    private Topology topology(DomainUniverse universe) {
        Set<ObjectKey> moved = new LinkedHashSet<>();
        problem.pods().forEach(pod -> moved.add(pod.key()));
        TopologyGroups.World world = new TopologyGroups.World(facts, problem.nodes(), moved, universe, hosts);
        boolean respect = options.preferences() == SolverOptions.Preferences.RESPECT;
        return new Topology(
                compiler.constraints(), new TopologyGroups(world, compiler.shapes(), compiled.nodes, respect));
    }

    private static boolean preferNoSchedule(List<NodePool> pools) {
        return pools.stream()
                .flatMap(pool -> pool.template().taints().stream())
                .anyMatch(taint -> taint.effect() == Taint.Effect.PREFER_NO_SCHEDULE);
    }
}
