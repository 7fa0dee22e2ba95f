package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.disruption.Command.Method;
import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.lookahead.Keeping;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.provisioning.Solver;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tries the methods of disruption in Karpenter's order: emptiness, static drift, drift, multi-node and single-node consolidation. Its
 * answers depend on what it is given; what it keeps only saves work, and remembers which pools a pass did not reach.
 */
public final class DisruptionPlanner implements Planner {

    private final World world;
    private final Candidates candidates;
    private final MethodTurns turns;
    private final WhatIf whatIf;
    private final StaticDrift staticDrift;
    private final DriftReplacement drift;
    private final ConsolidationMethods consolidation;
    private final Agenda agenda;
    private final StayReasons reasons;
    private final Telling telling = new Telling();
    private Map<Budget.Reason, Integer> eligible = new EnumMap<>(Budget.Reason.class);

    /**
     * What is planned from.
     *
     * @param instanceTypes what a pool can buy now; the same list object stands for the same content
     * @param solver for what-ifs; may be shared with provisioning
     * @param launches whether a pool can launch anything: those that are not ready cannot
     * @param keeping which nodes are kept in view of demand to come
     */
    public record World(
            ClusterState state,
            Clock clock,
            Function<NodePool, List<InstanceType>> instanceTypes,
            Solver solver,
            Predicate<NodePool> launches,
            Keeping keeping) {

        /** A world in which nothing is kept longer than Karpenter does. */
        public World(
                ClusterState state,
                Clock clock,
                Function<NodePool, List<InstanceType>> instanceTypes,
                Solver solver,
                Predicate<NodePool> launches) {
            this(state, clock, instanceTypes, solver, launches, Keeping.NONE);
        }

        /** A world in which every pool is ready. */
        public World(
                ClusterState state, Clock clock, Function<NodePool, List<InstanceType>> instanceTypes, Solver solver) {
            this(state, clock, instanceTypes, solver, pool -> true);
        }
    }

    /** A planner whose draws are those of the seed 0. */
    public DisruptionPlanner(World world, ConsolidationOptions options) {
        this(world, options, 0);
    }

    /** @param seed of what is left to chance: the order in which single-node consolidation takes pools */
    public DisruptionPlanner(World world, ConsolidationOptions options, long seed) {
        this.world = world;
        candidates = new Candidates(world.state, world.instanceTypes, world.keeping);
        turns = new MethodTurns(world.state, world.clock);
        whatIf = new WhatIf(world, candidates);
        staticDrift = new StaticDrift(world, candidates);
        drift = new DriftReplacement(world.state, whatIf);
        consolidation = new ConsolidationMethods(
                world, options, new ConsolidationMethods.Shared(candidates, whatIf, turns), seed);
        reasons = new StayReasons(candidates, new StayReasons.Drifts(staticDrift, drift), consolidation.verdicts());
        agenda = new Agenda(world.state, candidates, turns.windows());
    }

    @Override
    public Optional<Command> plan(Method first, long nowNs) {
        Survey survey = survey(nowNs);
        Optional<Command> found = Optional.empty();
        if (first.compareTo(Method.EMPTINESS) <= 0) {
            found = emptiness(survey, nowNs);
        }
        if (found.isEmpty() && first.compareTo(Method.STATIC_DRIFT) <= 0) {
            found = staticDrift(survey, nowNs);
        }
        if (found.isEmpty() && first.compareTo(Method.DRIFT) <= 0) {
            found = drift(survey, nowNs);
        }
        return found.or(() -> consolidation.plan(first, survey, nowNs));
    }

    private Survey survey(long nowNs) {
        candidates.refresh();
        Survey survey = Survey.of(candidates, world.state.nodes(), nowNs);
        eligible = survey.sizes();
        return survey;
    }

    private Optional<Command> emptiness(Survey survey, long nowNs) {
        if (survey.empty().isEmpty() || turns.rests(Method.EMPTINESS, nowNs)) {
            return Optional.empty();
        }
        List<Candidate> ranked = Survey.ranked(survey.empty());
        Optional<Command> found = Commands.emptiness(turns.within(Budget.Reason.EMPTY, ranked, nowNs));
        return turns.marked(Method.EMPTINESS, ranked, nowNs, found);
    }

    private Optional<Command> staticDrift(Survey survey, long nowNs) {
        return survey.staticDrifted().isEmpty()
                ? Optional.empty()
                : staticDrift
                        .search(survey.staticDrifted(), turns.budgets(Budget.Reason.DRIFTED, nowNs))
                        .map(found -> Commands.drift(Method.STATIC_DRIFT, found.candidate(), found.effect(), nowNs));
    }

    private Optional<Command> drift(Survey survey, long nowNs) {
        return survey.drifted().isEmpty()
                ? Optional.empty()
                : drift.search(survey.drifted(), turns.budgets(Budget.Reason.DRIFTED, nowNs), nowNs)
                        .map(found -> Commands.drift(Method.DRIFT, found.candidate(), found.effect(), nowNs));
    }

    @Override
    public Optional<Command> validate(Command command, long nowNs) {
        Survey survey = survey(nowNs);
        return switch (command.method()) {
            case EMPTINESS ->
                Commands.emptiness(
                        turns.within(Budget.Reason.EMPTY, Validation.stillThere(command, survey.empty()), nowNs));
            case STATIC_DRIFT, DRIFT -> Optional.of(command);
            case GLOBAL, MULTI_NODE, SINGLE_NODE -> consolidation.validate(command, survey, nowNs);
        };
    }

    @Override
    public List<Note.ConsolidationApproved> approvals(Command command, long nowNs) {
        if (command.reason() != Budget.Reason.UNDERUTILIZED
                || world.state.pools().stream().noneMatch(BalancedScore::applies)) {
            return List.of();
        }
        List<Candidate> leaving = new ArrayList<>();
        for (String name : command.candidates()) {
            StateNode node = world.state.ofClaim(name);
            Candidate candidate = node == null ? null : candidates.find(node).candidate();
            if (candidate != null) {
                leaving.add(candidate);
            }
        }
        return consolidation.gate(nowNs).score().moves(leaving, command.effect()).stream()
                .filter(BalancedScore.Move::passes)
                .map(move -> move.approved(command.candidates()))
                .toList();
    }

    /** What all nodes of pools cost an hour, in micro-USD, by what they are offered for now. */
    public long priceMicroUsdPerHour() {
        return candidates.priceMicroUsdPerHour();
    }

    /**
     * The least that nodes for the pods of all nodes that may be consolidated could cost an hour, of what is on sale, and
     * what those nodes cost now; empty where no such bound is proved.
     */
    public Optional<Bound> bound(long nowNs) {
        List<Candidate> all = survey(nowNs).underutilized();
        Long least = all.isEmpty() ? null : consolidation.boundMicroUsdPerHour(all, nowNs);
        long price = all.stream().mapToLong(c -> c.priceMicroUsdPerHour).sum();
        return least == null ? Optional.empty() : Optional.of(new Bound(all.size(), price, Math.min(least, price)));
    }

    /** What nodes cost, and how little their pods could cost at the least, in micro-USD per hour. */
    public record Bound(int nodes, long priceMicroUsdPerHour, long leastMicroUsdPerHour) {}

    /** How many what-ifs were solved so far, the measure of the planner's work. */
    public long whatIfsSolved() {
        return whatIf.solved();
    }

    /**
     * What Karpenter writes on a NodeClaim as conditions.
     *
     * @param stay why its node is not disrupted: what blocks it is found out anew every 10 seconds, all else every 15 minutes; null in
     *     between
     */
    public record Conditions(
            boolean consolidatable,
            @Nullable DriftReason drifted,
            @Nullable Stay stay) {
        Conditions because(@Nullable Stay reason) {
            return new Conditions(consolidatable, drifted, reason);
        }
    }

    /** The conditions of each launched claim of a pool at this time, by the claim's name. */
    public SequencedMap<String, Conditions> conditions(long nowNs) {
        candidates.refresh();
        SequencedMap<String, Conditions> conditions = new LinkedHashMap<>();
        for (StateNode node : world.state.nodes()) {
            NodeClaim claim = node.claim();
            if (claim != null) {
                conditions.put(claim.name(), conditions(claim, nowNs));
            }
        }
        tellWhyStays(conditions, nowNs);
        return conditions;
    }

    /** What blocks a node is cheap to see; the rest is told of some at a time, since it takes a what-if for each. */
    private void tellWhyStays(SequencedMap<String, Conditions> conditions, long nowNs) {
        for (StateNode node : telling.toLookAt(world.state.nodes(), nowNs)) {
            NodeClaim claim = node.claim();
            if (claim != null) {
                Stay blockage = reasons.blockage(node, nowNs);
                conditions.computeIfPresent(claim.name(), (_, is) -> is.because(blockage));
            }
        }
        List<StateNode> due = telling.due(world.state.nodes(), nowNs);
        if (due.isEmpty()) {
            return;
        }
        StayReasons.Limits limits = limits(nowNs);
        for (StateNode node : due) {
            NodeClaim claim = node.claim();
            if (claim != null) {
                Stay stay = reasons.of(node, limits, nowNs);
                conditions.computeIfPresent(claim.name(), (_, is) -> is.because(stay));
            }
        }
    }

    /** A claim that is being deleted is not looked at any more: what was found before stays written on it. */
    private Conditions conditions(NodeClaim claim, long nowNs) {
        if (claim.meta().deleting()) {
            return new Conditions(false, DriftReason.recorded(claim), null);
        }
        return candidates
                .pool(claim)
                .map(pool -> new Conditions(
                        pool.replicas() == null && claim.initialized() && nowNs >= Survey.consolidatableNs(claim, pool),
                        claim.launched() ? candidates.drift(claim, pool, nowNs) : null,
                        null))
                .orElse(new Conditions(false, null, null));
    }

    /** What could be disrupted now; asks the cloud nothing. */
    public Outlook outlook(long nowNs) {
        MethodTurns looked = turns.lookedAt(world.clock);
        List<Outlook.Allowance> allowances = new ArrayList<>();
        for (Budget.Reason reason : Budget.Reason.values()) {
            BudgetLedger budgets = looked.budgets(reason, nowNs);
            world.state.pools().forEach(pool -> allowances.add(budgets.allowance(pool, reason)));
        }
        return new Outlook(allowances, eligible);
    }

    @Override
    public long nextDueNs(long nowNs) {
        return agenda.nextNs(nowNs);
    }

    @Override
    public SequencedMap<String, String> whyStays(long nowNs) {
        candidates.refresh();
        StayReasons.Limits limits = limits(nowNs);
        SequencedMap<String, String> why = new LinkedHashMap<>();
        for (StateNode node : world.state.nodes()) {
            Stay stay = reasons.of(node, limits, nowNs);
            if (stay != null) {
                why.put(node.name(), stay.sentence());
            }
        }
        return why;
    }

    private StayReasons.Limits limits(long nowNs) {
        Map<Budget.Reason, BudgetLedger> budgets = new EnumMap<>(Budget.Reason.class);
        for (Budget.Reason reason : Budget.Reason.values()) {
            budgets.put(reason, turns.budgets(reason, nowNs));
        }
        return new StayReasons.Limits(
                reason -> budgets.getOrDefault(reason, BudgetLedger.NOTHING), consolidation.gate(nowNs));
    }
}
