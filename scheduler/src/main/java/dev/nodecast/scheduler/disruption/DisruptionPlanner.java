package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.disruption.Command.Method;
import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.lookahead.Keeping;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Offering;
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
    private final ConsolidationOptions options;
    private final Candidates candidates;
    private final BudgetWindows windows;
    private final WhatIf whatIf;
    private final RoomTable rooms = new RoomTable();
    private final Memory memory = new Memory();
    private final StaticDrift staticDrift;
    private final Consolidated consolidated;
    private final DriftReplacement drift;
    private final GlobalConsolidation global;
    private final FallingCost falling;
    private final MultiNodeConsolidation multiNode;
    private final SingleNodeConsolidation singleNode;
    private final Validation validation;
    private final Agenda agenda;
    private final StayReasons reasons;
    private final Telling telling = new Telling();
    private boolean globalRests;
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
        this.options = options;
        consolidated = new Consolidated(world.state);
        candidates = new Candidates(world.state, world.instanceTypes, world.keeping);
        windows = new BudgetWindows(world.clock);
        whatIf = new WhatIf(world, candidates);
        Consolidation consolidation = new Consolidation(whatIf, memory, options);
        staticDrift = new StaticDrift(world, candidates);
        drift = new DriftReplacement(world.state, whatIf);
        global = new GlobalConsolidation(whatIf, world, options);
        falling = new FallingCost(world);
        multiNode = new MultiNodeConsolidation(consolidation);
        singleNode = new SingleNodeConsolidation(consolidation, whatIf, options, new PoolOrder(seed));
        validation = new Validation(whatIf);
        reasons = new StayReasons(candidates, new StayReasons.Drifts(staticDrift, drift), consolidation);
        agenda = new Agenda(world.state, candidates, windows);
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
        return found.or(() -> consolidation(first, survey, nowNs));
    }

    private Survey survey(long nowNs) {
        candidates.refresh();
        Survey survey = Survey.of(candidates, world.state.nodes(), nowNs);
        eligible = survey.sizes();
        return survey;
    }

    private BudgetLedger budgets(Budget.Reason reason, long nowNs) {
        return BudgetLedger.of(world.state, reason, windows, nowNs);
    }

    private Optional<Command> emptiness(Survey survey, long nowNs) {
        if (survey.empty().isEmpty() || consolidated.holds(Method.EMPTINESS, nowNs)) {
            return Optional.empty();
        }
        BudgetLedger budgets = budgets(Budget.Reason.EMPTY, nowNs);
        List<Candidate> ranked = Survey.ranked(survey.empty());
        return marked(Method.EMPTINESS, ranked, nowNs, Commands.emptiness(within(budgets, ranked)));
    }

    /** A method that found nothing although every budget lets it is not asked again before something has changed. */
    private Optional<Command> marked(Method method, List<Candidate> ranked, long nowNs, Optional<Command> found) {
        BudgetLedger budgets = budgets(method.reason(), nowNs);
        boolean single = method == Method.SINGLE_NODE;
        if (found.isEmpty()
                && ranked.stream().allMatch(c -> single ? budgets.left(c.pool) > 0 : budgets.take(c.pool))) {
            consolidated.mark(method, nowNs);
        }
        return found;
    }

    private static List<Candidate> within(BudgetLedger budgets, List<Candidate> ranked) {
        return ranked.stream().filter(candidate -> budgets.take(candidate.pool)).toList();
    }

    private Optional<Command> staticDrift(Survey survey, long nowNs) {
        return survey.staticDrifted().isEmpty()
                ? Optional.empty()
                : staticDrift
                        .search(survey.staticDrifted(), budgets(Budget.Reason.DRIFTED, nowNs))
                        .map(found -> Commands.drift(Method.STATIC_DRIFT, found.candidate(), found.effect(), nowNs));
    }

    private Optional<Command> drift(Survey survey, long nowNs) {
        return survey.drifted().isEmpty()
                ? Optional.empty()
                : drift.search(survey.drifted(), budgets(Budget.Reason.DRIFTED, nowNs), nowNs)
                        .map(found -> Commands.drift(Method.DRIFT, found.candidate(), found.effect(), nowNs));
    }

    private Optional<Command> consolidation(Method first, Survey survey, long nowNs) {
        boolean exchange = options.global(world.state.pools()) && due(Method.GLOBAL, first, nowNs);
        boolean multi = due(Method.MULTI_NODE, first, nowNs);
        boolean single = due(Method.SINGLE_NODE, first, nowNs);
        if (survey.underutilized().isEmpty() || !(exchange || multi || single) || !mayBegin()) {
            return Optional.empty();
        }
        Prospects prospects = prospects(nowNs);
        memory.refresh(world.state, prospects.open(), candidates.markets(options.spotToSpot()), nowNs);
        List<Candidate> ranked = Survey.ranked(survey.underutilized());
        Gate gate = new Gate(prospects, balancedScore(nowNs));
        Pass pass = new Pass(ranked, gate, prospects.hopeless(ranked), nowNs);
        boolean rested = globalRests;
        Optional<Command> found = exchange && !rested ? exchange(pass) : Optional.empty();
        if (found.isEmpty() && multi) {
            found = merger(pass);
        }
        if (found.isEmpty() && single) {
            found = removal(pass);
        }
        return found.isEmpty() && exchange && rested ? exchange(pass) : found;
    }

    /** With exchanges, which Karpenter has not, consolidation of every kind goes on from ever lower costs only. */
    private boolean mayBegin() {
        return !options.global(world.state.pools()) || falling.below(priceMicroUsdPerHour());
    }

    private Command begun(Command command) {
        if (options.global(world.state.pools())) {
            falling.begun(priceMicroUsdPerHour());
        }
        return command;
    }

    /** @param hopeless whether no choice of the candidates can go */
    private record Pass(List<Candidate> ranked, Gate gate, boolean hopeless, long nowNs) {}

    private boolean due(Method method, Method first, long nowNs) {
        return first.compareTo(method) <= 0 && !consolidated.holds(method, nowNs);
    }

    /** The dearest method: once it has found nothing, the others go on until they find nothing either. */
    private Optional<Command> exchange(Pass pass) {
        BudgetLedger budgets = budgets(Budget.Reason.UNDERUTILIZED, pass.nowNs);
        List<Candidate> exchangeable = pass.ranked.stream()
                .filter(candidate -> options.of(candidate.pool) == ConsolidationOptions.Reach.GLOBAL)
                .toList();
        Optional<Command> found = pass.hopeless
                ? Optional.empty()
                : global.search(within(budgets, exchangeable), pass.gate.score(), priceMicroUsdPerHour(), pass.nowNs)
                        .map(exchange -> Commands.global(exchange.candidates(), exchange.effect()));
        globalRests = found.isEmpty();
        return marked(Method.GLOBAL, pass.ranked, pass.nowNs, found);
    }

    private Optional<Command> merger(Pass pass) {
        BudgetLedger budgets = budgets(Budget.Reason.UNDERUTILIZED, pass.nowNs);
        Optional<Command> found = pass.hopeless
                ? Optional.empty()
                : multiNode
                        .search(within(budgets, pass.ranked), pass.gate, pass.nowNs)
                        .map(merger -> Commands.multiNode(merger.candidates(), merger.effect()));
        return marked(Method.MULTI_NODE, pass.ranked, pass.nowNs, found);
    }

    private Optional<Command> removal(Pass pass) {
        BudgetLedger budgets = budgets(Budget.Reason.UNDERUTILIZED, pass.nowNs);
        Optional<Command> found = pass.hopeless
                ? Optional.empty()
                : singleNode
                        .search(pass.ranked, budgets, pass.gate, pass.nowNs)
                        .map(removal -> Commands.singleNode(removal.candidate(), removal.effect()));
        return marked(Method.SINGLE_NODE, pass.ranked, pass.nowNs, found);
    }

    private Prospects prospects(long nowNs) {
        rooms.trim(world.state.nodes());
        Prospects.Markets markets = candidates.markets(options.spotToSpot());
        return new Prospects(world.state, rooms, markets, nowNs);
    }

    private BalancedScore balancedScore(long nowNs) {
        if (world.state.pools().stream().noneMatch(BalancedScore::applies)) {
            return BalancedScore.NONE;
        }
        PoolTotals totals = new PoolTotals(world.state, candidates, options.balancedTotals());
        return new BalancedScore(totals.of(candidates.disruptable(false, nowNs)));
    }

    @Override
    public Optional<Command> validate(Command command, long nowNs) {
        Survey survey = survey(nowNs);
        return switch (command.method()) {
            case EMPTINESS -> {
                List<Candidate> still = validation.stillThere(command, survey.empty());
                yield Commands.emptiness(within(budgets(Budget.Reason.EMPTY, nowNs), still));
            }
            case STATIC_DRIFT, DRIFT -> Optional.of(command);
            case GLOBAL -> {
                List<Candidate> still = validation.stillThere(command, survey.underutilized());
                List<Candidate> allowed = within(budgets(Budget.Reason.UNDERUTILIZED, nowNs), still);
                yield allowed.size() == command.candidates().size()
                        ? global.again(allowed, nowNs)
                                .map(found -> begun(Commands.global(found.candidates(), found.effect())))
                        : Optional.empty();
            }
            case MULTI_NODE, SINGLE_NODE -> {
                List<Candidate> still = validation.stillThere(command, survey.underutilized());
                List<Candidate> allowed = within(budgets(Budget.Reason.UNDERUTILIZED, nowNs), still);
                yield allowed.size() == command.candidates().size() && validation.sameResult(command, allowed, nowNs)
                        ? Optional.of(begun(command))
                        : Optional.empty();
            }
        };
    }

    @Override
    public List<Note.ConsolidationApproved> approvals(Command command, long nowNs) {
        if (command.reason() != Budget.Reason.UNDERUTILIZED) {
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
        return balancedScore(nowNs).moves(leaving, command.effect()).stream()
                .filter(BalancedScore.Move::passes)
                .map(move -> move.approved(command.candidates()))
                .toList();
    }

    /** What all nodes of pools cost an hour, in micro-USD, by what they are offered for now. */
    public long priceMicroUsdPerHour() {
        candidates.refresh();
        long price = 0;
        for (StateNode node : world.state.nodes()) {
            String pool = node.nodePool();
            Offering bought = node.claim() == null || pool == null ? null : candidates.bought(node, pool);
            price += bought == null ? 0 : bought.priceMicroUsdPerHour();
        }
        return price;
    }

    /**
     * The least that nodes for the pods of all nodes that may be consolidated could cost an hour, of what is on sale, and
     * what those nodes cost now; empty where no such bound is proved.
     */
    public Optional<Bound> bound(long nowNs) {
        List<Candidate> all = survey(nowNs).underutilized();
        Long least = all.isEmpty() ? null : global.boundMicroUsdPerHour(all, nowNs);
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
        List<Outlook.Allowance> allowances = new ArrayList<>();
        for (Budget.Reason reason : Budget.Reason.values()) {
            BudgetLedger budgets = budgets(reason, nowNs);
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
            budgets.put(reason, budgets(reason, nowNs));
        }
        Prospects prospects = prospects(nowNs);
        memory.refresh(world.state, prospects.open(), candidates.markets(options.spotToSpot()), nowNs);
        return new StayReasons.Limits(
                reason -> budgets.getOrDefault(reason, BudgetLedger.NOTHING),
                new Gate(prospects, balancedScore(nowNs)));
    }
}
