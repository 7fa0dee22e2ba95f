package dev.nodecast.scheduler.disruption;

import static dev.nodecast.scheduler.disruption.SmallCluster.NOW_NS;
import static dev.nodecast.scheduler.disruption.SmallCluster.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.CountOrPercent;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodePool.Policy;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people are told of disruption, in the words of Karpenter's events. */
class ToldDisruptionTest {

    private final SmallCluster cluster = new SmallCluster();
    private InstanceType large;

    @BeforeEach
    void types() {
        cluster.type("small", 2, 30_000, 100_000);
        large = cluster.type("large", 4, 60_000, 200_000);
    }

    private void pool(Policy policy) {
        cluster.pool(policy, 0, SmallCluster.allNodes());
    }

    private static @Nullable Stay stay(DisruptionPlanner planner, String claim, long nowNs) {
        DisruptionPlanner.Conditions is = planner.conditions(nowNs).get(claim);
        return is == null ? null : is.stay();
    }

    private Stay stay() {
        Stay stay = stay(cluster.planner(), "n1-claim", NOW_NS);
        assertThat(stay).isNotNull();
        return stay;
    }

    private static void budget(SmallCluster cluster, String name) {
        cluster.state.see(new PodDisruptionBudget(
                new ObjectMeta("default", name, name, Labels.NONE, Labels.NONE, null, 0, null),
                LabelSelector.of("app", "web"),
                null,
                null,
                false,
                0));
    }

    @Test
    void whatBlocksANodeIsToldEveryTenSeconds() {
        pool(Policy.WHEN_EMPTY_OR_UNDERUTILIZED);
        cluster.node("n1", large, WellKnown.ON_DEMAND, 0);
        DisruptionPlanner planner = cluster.planner();
        assertThat(stay(planner, "n1-claim", NOW_NS)).isNull();
        cluster.pod("p", "n1", 1000, Labels.of(WellKnown.DO_NOT_DISRUPT, "true"));

        assertThat(stay(planner, "n1-claim", NOW_NS + 9 * SECOND_NS)).isNull();
        Stay told = stay(planner, "n1-claim", NOW_NS + 10 * SECOND_NS);
        assertThat(told).isNotNull();
        assertThat(told.kind()).isEqualTo(Stay.Kind.BLOCKED);
        assertThat(told.event()).isEqualTo("Pod has \"karpenter.sh/do-not-disrupt\" annotation (Pod=default/p)");
        assertThat(stay(planner, "n1-claim", NOW_NS + 11 * SECOND_NS)).isNull();
        assertThat(stay(planner, "n1-claim", NOW_NS + 20 * SECOND_NS)).isNotNull();
    }

    @Test
    void aBudgetOfPodsIsNamedAndSoAreSeveral() {
        pool(Policy.WHEN_EMPTY_OR_UNDERUTILIZED);
        cluster.node("n1", large, WellKnown.ON_DEMAND, 0);
        cluster.pod("p", "n1", 1000);
        budget(cluster, "web");
        assertThat(stay().event()).isEqualTo("Pdb prevents pod evictions (PodDisruptionBudget=[default/web])");
        assertThat(stay().sentence()).isEqualTo("PodDisruptionBudget default/web does not let pod default/p go now");

        budget(cluster, "web-too");
        assertThat(stay().event())
                .isEqualTo("Eviction does not support multiple PDBs (PodDisruptionBudget(s)=[default/web"
                        + " default/web-too])");
    }

    @Test
    void aNodeThatIsPromisedToPodsSaysSo() {
        pool(Policy.WHEN_EMPTY_OR_UNDERUTILIZED);
        cluster.node("n1", large, WellKnown.ON_DEMAND, 0);
        cluster.state.nominate(cluster.state.nodes().iterator().next(), NOW_NS + SECOND_NS);
        assertThat(stay().event()).isEqualTo("Node is nominated for a pending pod");
    }

    @Test
    void aNodeThatACommandHasMarkedIsNotToldOf() {
        pool(Policy.WHEN_EMPTY_OR_UNDERUTILIZED);
        cluster.node("n1", large, WellKnown.ON_DEMAND, 0);
        cluster.state.markForDeletion(cluster.state.nodes().iterator().next(), true);
        assertThat(stay(cluster.planner(), "n1-claim", NOW_NS)).isNull();
    }

    @Test
    void whyANodeCannotBeConsolidatedIsToldInTheWordsThatOperatorsLookFor() {
        pool(Policy.WHEN_EMPTY);
        cluster.node("n1", large, WellKnown.SPOT, 0);
        cluster.pod("p", "n1", 1000);
        assertThat(stay().kind()).isEqualTo(Stay.Kind.UNCONSOLIDATABLE);
        assertThat(stay().event())
                .isEqualTo("NodePool \"default\" has consolidation policy WhenEmpty, but node is not empty");

        pool(Policy.WHEN_EMPTY_OR_UNDERUTILIZED);
        assertThat(stay().event()).isEqualTo("Can't replace with a cheaper node");
    }

    @Test
    void everyRefusalHasBothTexts() {
        for (Refusal.Kind kind : Refusal.Kind.values()) {
            Refusal refusal = Refusal.of(kind, 15, 3);
            assertThat(refusal.sentence()).as(kind.name()).isNotBlank().doesNotContain("%");
            assertThat(refusal.event()).as(kind.name()).isNotBlank().doesNotContain("%");
        }
        assertThat(Refusal.of(Refusal.Kind.FEW_SPOT_TYPES, 15, 3).event())
                .isEqualTo(
                        "SpotToSpotConsolidation requires 15 cheaper instance type options than the current candidate"
                                + " to consolidate, got 3");
        assertThat(Refusal.saying("its pods").event()).isEqualTo("Its pods");
    }

    @Test
    void theOutlookHasWhatBudgetsLetGoAndWhatCountsAgainstIt() {
        cluster.pool(
                Policy.WHEN_EMPTY_OR_UNDERUTILIZED,
                0,
                new Budget(new CountOrPercent.Count(2), List.of(), null, null),
                new Budget(new CountOrPercent.Count(1), List.of(Budget.Reason.EMPTY), null, null));
        for (String name : List.of("n1", "n2", "n3")) {
            cluster.node(name, large, WellKnown.SPOT, 0);
        }
        cluster.pod("p", "n3", 1000);
        cluster.state.markForDeletion(cluster.state.nodes().iterator().next(), true);
        DisruptionPlanner planner = cluster.planner();

        assertThat(planner.outlook(NOW_NS).eligible()).isEmpty();
        planner.plan(NOW_NS);
        assertThat(planner.outlook(NOW_NS).budgets())
                .containsExactly(
                        new Outlook.Allowance("default", Budget.Reason.EMPTY, 1, 1),
                        new Outlook.Allowance("default", Budget.Reason.UNDERUTILIZED, 2, 1),
                        new Outlook.Allowance("default", Budget.Reason.DRIFTED, 2, 1));
        assertThat(planner.outlook(NOW_NS).eligible())
                .containsEntry(Budget.Reason.EMPTY, 1)
                .containsEntry(Budget.Reason.UNDERUTILIZED, 1)
                .containsEntry(Budget.Reason.DRIFTED, 0);
    }

    @Test
    void aMoveThatThePolicyBalancedFindsWorthItIsToldWithItsShares() {
        pool(Policy.BALANCED);
        // Two on-demand nodes of $0.20. One pod each, of cost 1: disrupting both would cost 4.
        cluster.node("n1", large, WellKnown.ON_DEMAND, 0);
        cluster.node("n2", large, WellKnown.ON_DEMAND, 0);
        cluster.pod("p1", "n1", 1500);
        cluster.pod("p2", "n2", 1500);
        DisruptionPlanner planner = cluster.planner();
        Command command = planner.plan(NOW_NS).orElseThrow();

        List<Note.ConsolidationApproved> approvals = planner.approvals(command, NOW_NS);
        assertThat(approvals).hasSize(1);
        Note.ConsolidationApproved approval = approvals.getFirst();
        assertThat(approval.nodePool()).isEqualTo("default");
        assertThat(approval.nodeClaims()).isEqualTo(command.candidates());
        assertThat(approval.savings()).isEqualTo(command.effect().savedMicroUsdPerHour() / 400_000.0);
        assertThat(approval.disruption()).isEqualTo(command.candidates().size() / 2.0);
        assertThat(approval.k()).isEqualTo(2);
    }

    @Test
    void otherPoliciesApproveNothing() {
        pool(Policy.WHEN_EMPTY_OR_UNDERUTILIZED);
        cluster.node("n1", large, WellKnown.ON_DEMAND, 0);
        cluster.pod("p", "n1", 1000);
        DisruptionPlanner planner = cluster.planner();
        assertThat(planner.approvals(planner.plan(NOW_NS).orElseThrow(), NOW_NS))
                .isEmpty();
    }
}
