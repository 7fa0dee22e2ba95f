package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.disruption.Command;
import dev.nodecast.scheduler.disruption.ConsolidationOptions;
import dev.nodecast.scheduler.disruption.DisruptionPlanner;
import dev.nodecast.scheduler.disruption.DisruptionPlanner.Conditions;
import dev.nodecast.scheduler.lifecycle.Expiration;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.provisioning.Solver;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Which nodes of a cluster would go now, which would come in their place, and why the others stay. */
public final class DisruptionDecision {

    private static final String NEXT =
            "nothing keeps it, but one command is carried out at a time: when it is done this node is looked at again";

    private final DecisionInput input;
    private final DisruptionPlanner planner;
    private final Optional<Command> command;

    private DisruptionDecision(DecisionInput input, DisruptionPlanner planner) {
        this.input = input;
        this.planner = planner;
        this.command = planner.plan(input.nowNs()).flatMap(found -> planner.validate(found, input.nowNs()));
    }

    /**
     * Decides as the disruption loop does, as if the cluster stayed the same until the command is looked at again.
     *
     * @param totals what the policy Balanced compares savings with
     */
    public static DisruptionDecision of(DecisionInput input, ConsolidationOptions.BalancedTotals totals) {
        return of(input, totals, ConsolidationOptions.Reach.KARPENTER);
    }

    /**
     * The same with a reach that may go beyond Karpenter's.
     *
     * @param totals what the policy Balanced compares savings with
     * @param reach how many nodes may come in the place of those that go
     */
    public static DisruptionDecision of(
            DecisionInput input, ConsolidationOptions.BalancedTotals totals, ConsolidationOptions.Reach reach) {
        ConsolidationOptions options = new ConsolidationOptions(
                input.spotToSpot(), ConsolidationOptions.DEFAULT.singleNodeWhatIfs(), totals, reach);
        return new DisruptionDecision(input, planner(input, options));
    }

    private static DisruptionPlanner planner(DecisionInput input, ConsolidationOptions options) {
        DisruptionPlanner.World world = new DisruptionPlanner.World(
                input.cluster(),
                clock(input.nowNs()),
                input.instanceTypes(),
                new Solver(input.options()),
                pool -> !input.unready().containsKey(pool.name()));
        return new DisruptionPlanner(world, options);
    }

    private static Clock clock(long nowNs) {
        return new Clock() {
            @Override
            public long nowNs() {
                return nowNs;
            }

            @Override
            public Instant origin() {
                return Instant.EPOCH;
            }
        };
    }

    public DecisionInput input() {
        return input;
    }

    /** The first command; empty where nothing is to be done. */
    public Optional<Command> command() {
        return command;
    }

    /** The same question again, after the cluster has changed. */
    DisruptionDecision next() {
        return new DisruptionDecision(input, planner);
    }

    /** The conditions of each claim of a pool, by the claim's name. */
    public SequencedMap<String, Conditions> conditions() {
        return planner.conditions(input.nowNs());
    }

    /** The claims that are ended by force now because of their age, whatever the command is. */
    public List<String> expired() {
        List<String> expired = new ArrayList<>();
        for (StateNode node : input.cluster().nodes()) {
            NodeClaim claim = node.claim();
            if (claim != null && Expiration.due(claim, input.nowNs())) {
                expired.add(claim.name());
            }
        }
        return expired;
    }

    /** Why each node stays that the command does not take, by the node's name. */
    public SequencedMap<String, String> whyStays() {
        SequencedMap<String, String> alone = planner.whyStays(input.nowNs());
        if (command.isEmpty()) {
            return alone;
        }
        List<StateNode> going = nodesOf(command.get());
        SequencedMap<String, String> why = new LinkedHashMap<>();
        for (StateNode node : input.cluster().nodes()) {
            if (!going.contains(node)) {
                why.put(node.name(), alone.getOrDefault(node.name(), NEXT));
            }
        }
        return why;
    }

    /** How little the pods of the nodes that may be consolidated could cost, where that is proved. */
    public Optional<DisruptionPlanner.Bound> bound() {
        return planner.bound(input.nowNs());
    }

    /** What all nodes of pools cost an hour, in micro-USD. */
    public long priceMicroUsdPerHour() {
        return planner.priceMicroUsdPerHour();
    }

    /** The nodes of the claims that a command takes, as long as they are there. */
    public List<StateNode> nodesOf(Command taken) {
        ClusterState cluster = input.cluster();
        List<StateNode> nodes = new ArrayList<>();
        for (String claim : taken.candidates()) {
            StateNode node = cluster.ofClaim(claim);
            if (node != null) {
                nodes.add(node);
            }
        }
        return nodes;
    }
}
