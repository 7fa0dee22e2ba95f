package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.disruption.Command.Method;
import dev.nodecast.scheduler.disruption.DisruptionPlanner.World;
import dev.nodecast.scheduler.model.Budget;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The methods for nodes that are not worth their price: Karpenter's multi-node and single-node consolidation, and the exchange
 * of several nodes for several others where it is asked for.
 */
final class ConsolidationMethods {

    private final World world;
    private final ConsolidationOptions options;
    private final Shared shared;
    private final RoomTable rooms = new RoomTable();
    private final Memory memory = new Memory();
    private final Consolidation verdicts;
    private final GlobalConsolidation global;
    private final FallingCost falling;
    private final MultiNodeConsolidation multiNode;
    private final SingleNodeConsolidation singleNode;
    private final Validation validation;
    private boolean globalRests;

    /** What these methods have in common with the others. */
    record Shared(Candidates candidates, WhatIf whatIf, MethodTurns turns) {}

    /** @param seed of the order in which single-node consolidation takes pools */
    ConsolidationMethods(World world, ConsolidationOptions options, Shared shared, long seed) {
        this.world = world;
        this.options = options;
        this.shared = shared;
        verdicts = new Consolidation(shared.whatIf, memory, options);
        global = new GlobalConsolidation(shared.whatIf, world, options);
        falling = new FallingCost(world);
        multiNode = new MultiNodeConsolidation(verdicts);
        singleNode = new SingleNodeConsolidation(verdicts, shared.whatIf, options, new PoolOrder(seed));
        validation = new Validation(shared.whatIf);
    }

    /** What is said of nodes that may go together; it remembers what it has found out. */
    Consolidation verdicts() {
        return verdicts;
    }

    /** The command of the first method that finds one, with those before {@code first} left out. */
    Optional<Command> plan(Method first, Survey survey, long nowNs) {
        boolean exchange = options.global(world.state().pools()) && due(Method.GLOBAL, first, nowNs);
        boolean multi = due(Method.MULTI_NODE, first, nowNs);
        boolean single = due(Method.SINGLE_NODE, first, nowNs);
        if (survey.underutilized().isEmpty() || !(exchange || multi || single) || !mayBegin()) {
            return Optional.empty();
        }
        Gate gate = gate(nowNs);
        List<Candidate> ranked = Survey.ranked(survey.underutilized());
        Pass pass = new Pass(ranked, gate, gate.prospects().hopeless(ranked), nowNs);
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

    /** @param hopeless whether no choice of the candidates can go */
    private record Pass(List<Candidate> ranked, Gate gate, boolean hopeless, long nowNs) {}

    private boolean due(Method method, Method first, long nowNs) {
        return first.compareTo(method) <= 0 && !shared.turns.rests(method, nowNs);
    }

    /** With exchanges, which Karpenter has not, consolidation of every kind goes on from ever lower costs only. */
    private boolean mayBegin() {
        return !options.global(world.state().pools()) || falling.below(shared.candidates.priceMicroUsdPerHour());
    }

    private Command begun(Command command) {
        if (options.global(world.state().pools())) {
            falling.begun(shared.candidates.priceMicroUsdPerHour());
        }
        return command;
    }

    /** The dearest method: once it has found nothing, the others go on until they find nothing either. */
    private Optional<Command> exchange(Pass pass) {
        List<Candidate> exchangeable = pass.ranked.stream()
                .filter(candidate -> options.of(candidate.pool) == ConsolidationOptions.Reach.GLOBAL)
                .toList();
        Optional<Command> found = pass.hopeless
                ? Optional.empty()
                : global.search(
                                allowed(exchangeable, pass.nowNs),
                                pass.gate.score(),
                                shared.candidates.priceMicroUsdPerHour(),
                                pass.nowNs)
                        .map(exchange -> Commands.global(exchange.candidates(), exchange.effect()));
        globalRests = found.isEmpty();
        return shared.turns.marked(Method.GLOBAL, pass.ranked, pass.nowNs, found);
    }

    private Optional<Command> merger(Pass pass) {
        Optional<Command> found = pass.hopeless
                ? Optional.empty()
                : multiNode
                        .search(allowed(pass.ranked, pass.nowNs), pass.gate, pass.nowNs)
                        .map(merger -> Commands.multiNode(merger.candidates(), merger.effect()));
        return shared.turns.marked(Method.MULTI_NODE, pass.ranked, pass.nowNs, found);
    }

    private Optional<Command> removal(Pass pass) {
        BudgetLedger budgets = shared.turns.budgets(Budget.Reason.UNDERUTILIZED, pass.nowNs);
        Optional<Command> found = pass.hopeless
                ? Optional.empty()
                : singleNode
                        .search(pass.ranked, budgets, pass.gate, pass.nowNs)
                        .map(removal -> Commands.singleNode(removal.candidate(), removal.effect()));
        return shared.turns.marked(Method.SINGLE_NODE, pass.ranked, pass.nowNs, found);
    }

    private List<Candidate> allowed(List<Candidate> ranked, long nowNs) {
        return shared.turns.within(Budget.Reason.UNDERUTILIZED, ranked, nowNs);
    }

    /** What every consolidation has to pass as the cluster is now. */
    Gate gate(long nowNs) {
        rooms.trim(world.state().nodes());
        Prospects.Markets markets = shared.candidates.markets(options.spotToSpot());
        Prospects prospects = new Prospects(world.state(), rooms, markets, nowNs);
        memory.refresh(world.state(), prospects.open(), markets, nowNs);
        return new Gate(prospects, balancedScore(nowNs));
    }

    private BalancedScore balancedScore(long nowNs) {
        if (world.state().pools().stream().noneMatch(BalancedScore::applies)) {
            return BalancedScore.NONE;
        }
        PoolTotals totals = new PoolTotals(world.state(), shared.candidates, options.balancedTotals());
        return new BalancedScore(totals.of(shared.candidates.disruptable(false, nowNs)));
    }

    /** A command of one of these methods that waited, where all of its nodes may still go and it would come to the same. */
    Optional<Command> validate(Command command, Survey survey, long nowNs) {
        List<Candidate> still = Validation.stillThere(command, survey.underutilized());
        List<Candidate> allowed = allowed(still, nowNs);
        if (allowed.size() != command.candidates().size()) {
            return Optional.empty();
        }
        if (command.method() == Method.GLOBAL) {
            return global.again(allowed, nowNs)
                    .map(found -> begun(Commands.global(found.candidates(), found.effect())));
        }
        return validation.sameResult(command, allowed, nowNs) ? Optional.of(begun(command)) : Optional.empty();
    }

    /** The least that nodes for the pods of these could cost an hour; null where none is proved. */
    @Nullable
    Long boundMicroUsdPerHour(List<Candidate> candidates, long nowNs) {
        return global.boundMicroUsdPerHour(candidates, nowNs);
    }
}
