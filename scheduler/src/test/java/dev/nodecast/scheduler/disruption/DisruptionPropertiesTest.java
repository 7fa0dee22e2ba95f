package dev.nodecast.scheduler.disruption;

import static dev.nodecast.scheduler.disruption.SmallCluster.NOW_NS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.disruption.Consolidation.Verdict;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.CountOrPercent;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.provisioning.LaunchOrder;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds in every cluster. */
class DisruptionPropertiesTest {

    @Property(tries = 300)
    void whatTheBoundsRuleOutIsImpossible(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int nodes) {
        SmallCluster cluster = SmallCluster.random(seed, nodes, SmallCluster.allNodes());
        DisruptionPlanner.World world = cluster.world();
        Candidates candidates = new Candidates(world.state(), world.instanceTypes());
        candidates.refresh();
        WhatIf whatIf = new WhatIf(world, candidates);
        Consolidation consolidation = new Consolidation(whatIf, new Memory(), ConsolidationOptions.DEFAULT);
        Prospects prospects = new Prospects(world.state(), new RoomTable(), candidates.markets(false), NOW_NS);
        List<Candidate> ranked = Survey.ranked(
                Survey.of(candidates, world.state().nodes(), NOW_NS).underutilized());
        boolean hopeless = !ranked.isEmpty() && prospects.hopeless(ranked);
        for (int from = 0; from < ranked.size(); from++) {
            for (int to = from + 1; to <= ranked.size(); to++) {
                List<Candidate> some = ranked.subList(from, to);
                if (hopeless || !prospects.possible(some)) {
                    assertThat(consolidation.tryOut(some, NOW_NS)).isInstanceOf(Verdict.Stays.class);
                }
            }
        }
    }

    @Property(tries = 300)
    void noCommandTakesMoreNodesThanTheBudgetOrCostsMoreThanBefore(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 10) int nodes,
            @ForAll @IntRange(min = 0, max = 4) int allowed) {
        SmallCluster cluster =
                SmallCluster.random(seed, nodes, new Budget(new CountOrPercent.Count(allowed), List.of(), null, null));
        DisruptionPlanner planner = cluster.planner();
        planner.plan(NOW_NS).ifPresent(command -> {
            assertThat(command.candidates()).hasSizeBetween(1, allowed);
            assertThat(command.effect().savedMicroUsdPerHour()).isPositive();
            assertThat(planner.validate(command, NOW_NS))
                    .as("nothing has changed")
                    .contains(command);
        });
    }

    @Property(tries = 300)
    void anExchangeOfManyForManyStaysWithinBudgetsAndCostsLessWhateverIsLaunched(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 40) int nodes,
            @ForAll @IntRange(min = 0, max = 30) int allowed) {
        SmallCluster cluster =
                SmallCluster.random(seed, nodes, new Budget(new CountOrPercent.Count(allowed), List.of(), null, null));
        DisruptionPlanner planner = cluster.planner(ConsolidationOptions.Reach.GLOBAL);
        planner.plan(NOW_NS).filter(c -> c.method() == Command.Method.GLOBAL).ifPresent(command -> {
            assertThat(command.candidates()).hasSizeBetween(2, Math.min(allowed, GlobalConsolidation.WINDOW));
            long most = command.replacements().stream()
                    .mapToLong(claim -> claim.options().stream()
                            .mapToLong(type -> LaunchOrder.worst(type, claim.requirements()))
                            .max()
                            .orElse(Long.MAX_VALUE))
                    .sum();
            assertThat(most).isLessThan(command.effect().sourceMicroUsdPerHour());
            assertThat(planner.validate(command, NOW_NS).map(Command::candidates))
                    .as("nothing has changed")
                    .contains(command.candidates());
        });
    }

    @Property(tries = 200)
    void aNodeStaysForAReasonOrCouldGoAlone(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int nodes) {
        SmallCluster cluster = SmallCluster.random(seed, nodes, SmallCluster.allNodes());
        DisruptionPlanner planner = cluster.planner();
        if (planner.whyStays(NOW_NS).size() == nodes) {
            assertThat(planner.plan(NOW_NS).map(Command::method))
                    .satisfiesAnyOf(
                            none -> assertThat(none).isEmpty(),
                            merged -> assertThat(merged).contains(Command.Method.MULTI_NODE));
        } else {
            assertThat(planner.plan(NOW_NS)).isPresent();
        }
    }

    @Property(tries = 300)
    void noCommandBreaksADisruptionBudgetOfPods(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int nodes,
            @ForAll @IntRange(min = 0, max = 1) int allowed,
            @ForAll ConsolidationOptions.Reach reach) {
        SmallCluster cluster = SmallCluster.random(seed, nodes, SmallCluster.allNodes());
        PodDisruptionBudget budget = new PodDisruptionBudget(
                new ObjectMeta("default", "web", "pdb", Labels.NONE, Labels.NONE, null, 0, null),
                LabelSelector.of("app", "web"),
                null,
                new CountOrPercent.Count(1),
                false,
                allowed);
        cluster.state.see(budget);
        cluster.planner(reach).plan(NOW_NS).ifPresent(command -> {
            if (allowed == 0) {
                assertThat(command.candidates())
                        .allSatisfy(
                                claim -> assertThat(cluster.state.ofClaim(claim).pods())
                                        .as("a node with pods of the budget stays")
                                        .isEmpty());
            }
        });
    }

    @Property(tries = 300)
    void aPodThatMovesHasAPlaceAndOneOnly(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int nodes,
            @ForAll ConsolidationOptions.Reach reach) {
        SmallCluster cluster = SmallCluster.random(seed, nodes, SmallCluster.allNodes());
        cluster.planner(reach).plan(NOW_NS).ifPresent(command -> {
            List<Pod> moving = new ArrayList<>();
            command.candidates()
                    .forEach(claim -> moving.addAll(cluster.state.ofClaim(claim).pods()));
            List<Pod> placed = new ArrayList<>();
            command.replacements().forEach(claim -> placed.addAll(claim.pods()));
            command.effect().placements().forEach(placement -> {
                assertThat(command.candidates())
                        .doesNotContain(placement.node().claim().name());
                placed.addAll(placement.pods());
            });
            assertThat(placed).containsExactlyInAnyOrderElementsOf(moving);
        });
    }
}
