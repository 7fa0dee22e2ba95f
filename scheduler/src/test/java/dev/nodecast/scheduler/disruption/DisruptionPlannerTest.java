package dev.nodecast.scheduler.disruption;

import static dev.nodecast.scheduler.disruption.SmallCluster.HOUR_NS;
import static dev.nodecast.scheduler.disruption.SmallCluster.NOW_NS;
import static dev.nodecast.scheduler.disruption.SmallCluster.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.disruption.Command.Method;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.CountOrPercent;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodePool.Policy;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands worked out by hand. */
class DisruptionPlannerTest {

    private final SmallCluster cluster = new SmallCluster();
    private InstanceType small;
    private InstanceType large;

    @BeforeEach
    void types() {
        small = cluster.type("small", 2, 30_000, 100_000);
        large = cluster.type("large", 4, 60_000, 200_000);
    }

    private void wheneverUnderutilized() {
        cluster.pool(Policy.WHEN_EMPTY_OR_UNDERUTILIZED, 30 * SECOND_NS, SmallCluster.allNodes());
    }

    @Test
    void nodesWhosePodsFitOnOneThatStaysGoTogether() {
        wheneverUnderutilized();
        for (String name : List.of("n1", "n2", "n3")) {
            cluster.node(name, large, WellKnown.SPOT, 0);
            cluster.pod("pod-" + name, name, 1000);
        }
        Command command = cluster.planner().plan(NOW_NS).orElseThrow();
        // 3 CPUs of pods fit on one node of 4: of three equals the first two by name go, for 2 x $0.06.
        assertThat(command.method()).isEqualTo(Method.MULTI_NODE);
        assertThat(command.candidates()).containsExactly("n1-claim", "n2-claim");
        assertThat(command.replacements()).isEmpty();
        assertThat(command.effect().savedMicroUsdPerHour()).isEqualTo(120_000);
        assertThat(command.why()).contains("2 nodes").contains("$0.1200/h");
    }

    @Test
    void anOnDemandNodeIsReplacedBySpotOnly() {
        wheneverUnderutilized();
        cluster.node("n1", large, WellKnown.ON_DEMAND, 0);
        cluster.pod("p", "n1", 3000);
        Command command = cluster.planner().plan(NOW_NS).orElseThrow();
        assertThat(command.method()).isEqualTo(Method.SINGLE_NODE);
        assertThat(command.replacements()).hasSize(1);
        assertThat(command.replacements().getFirst().capacityTypes()).containsExactly(WellKnown.SPOT);
        assertThat(command.effect().savedMicroUsdPerHour()).isEqualTo(200_000 - 60_000);
    }

    @Test
    void aSpotNodeIsNotReplacedByACheaperSpotNode() {
        wheneverUnderutilized();
        cluster.node("n1", large, WellKnown.SPOT, 0);
        cluster.pod("p", "n1", 1000);
        DisruptionPlanner planner = cluster.planner();
        assertThat(planner.plan(NOW_NS)).isEmpty();
        assertThat(planner.whyStays(NOW_NS)).containsOnlyKeys("n1");
    }

    @Test
    void aNodeOnWhichAPodHasJustLandedTakesNoMovedPodsAndDoesNotGo() {
        wheneverUnderutilized();
        cluster.node("n1", large, WellKnown.SPOT, 0);
        cluster.node("n2", large, WellKnown.SPOT, NOW_NS - 10 * SECOND_NS);
        cluster.pod("p1", "n1", 1000);
        cluster.pod("p2", "n2", 1000);
        DisruptionPlanner planner = cluster.planner();
        assertThat(planner.plan(NOW_NS)).isEmpty();
        assertThat(planner.whyStays(NOW_NS).get("n2")).contains("consolidateAfter");
        // 20 s later n2 is consolidatable as well, which by itself is no reason to ask again (as in Karpenter).
        assertThat(planner.nextDueNs(NOW_NS)).isEqualTo(NOW_NS + 20 * SECOND_NS);
        assertThat(planner.plan(NOW_NS + 20 * SECOND_NS)).isEmpty();
        assertThat(planner.plan(NOW_NS + 300 * SECOND_NS)).isPresent();
    }

    @Test
    void aPodsGracePeriodOfDoNotDisruptKeepsItsNodeUntilItEnds() {
        wheneverUnderutilized();
        cluster.node("n1", large, WellKnown.ON_DEMAND, 0);
        cluster.pod("p", "n1", 1000, Labels.of(WellKnown.DO_NOT_DISRUPT, "100h1s"));
        DisruptionPlanner planner = cluster.planner();
        assertThat(planner.plan(NOW_NS)).isEmpty();
        assertThat(planner.whyStays(NOW_NS).get("n1")).contains("default/p").contains(WellKnown.DO_NOT_DISRUPT);
        assertThat(planner.nextDueNs(NOW_NS)).isEqualTo(NOW_NS + SECOND_NS);
        assertThat(planner.plan(NOW_NS + SECOND_NS)).isPresent();
    }

    @Test
    void aBudgetOfZeroDuringItsWindowHoldsEveryNodeUntilTheWindowCloses() {
        // The origin is a midnight; 100 h later it is 4 o'clock, and the window lasts from 2 to 5.
        Budget night = new Budget(new CountOrPercent.Count(0), List.of(), "0 2 * * *", 3 * HOUR_NS);
        cluster.pool(Policy.WHEN_EMPTY, 0, SmallCluster.allNodes(), night);
        cluster.node("n1", small, WellKnown.SPOT, 0);
        DisruptionPlanner planner = cluster.planner();
        assertThat(planner.plan(NOW_NS)).isEmpty();
        assertThat(planner.whyStays(NOW_NS).get("n1")).contains("budgets").contains("Empty");
        assertThat(planner.nextDueNs(NOW_NS)).isEqualTo(NOW_NS + HOUR_NS);
        assertThat(planner.plan(NOW_NS + HOUR_NS)).isPresent();
    }

    @Test
    void aPodThatItsBudgetDoesNotLetGoKeepsTheNode() {
        wheneverUnderutilized();
        cluster.node("n1", large, WellKnown.ON_DEMAND, 0);
        cluster.pod("p", "n1", 1000);
        cluster.state.see(new PodDisruptionBudget(
                ObjectMeta.named("web").withLabels(Labels.NONE), LabelSelector.of("app", "web"), null, null, false, 0));
        assertThat(cluster.planner().plan(NOW_NS))
                .as("a budget of another namespace")
                .isPresent();
        cluster.state.see(new PodDisruptionBudget(
                new ObjectMeta("default", "web", "web", Labels.NONE, Labels.NONE, null, 0, null),
                LabelSelector.of("app", "web"),
                null,
                null,
                false,
                0));
        DisruptionPlanner planner = cluster.planner();
        assertThat(planner.plan(NOW_NS)).isEmpty();
        assertThat(planner.whyStays(NOW_NS).get("n1")).contains("PodDisruptionBudget default/web");
    }

    @Test
    void aCommandIsDroppedWhenItsPodsNeedMoreThanWasPlanned() {
        wheneverUnderutilized();
        cluster.node("n1", large, WellKnown.SPOT, 0);
        cluster.node("n2", large, WellKnown.SPOT, 0);
        cluster.pod("p1", "n1", 1000);
        cluster.pod("p2", "n2", 1500);
        DisruptionPlanner planner = cluster.planner();
        Command command = planner.plan(NOW_NS).orElseThrow();
        assertThat(planner.validate(command, NOW_NS)).contains(command);
        cluster.pod("p3", command.candidates().getFirst().equals("n1-claim") ? "n2" : "n1", 2500);
        assertThat(planner.validate(command, NOW_NS)).isEmpty();
    }

    @Test
    void ofTheNodesOfACommandOfEmptinessThoseThatAreStillEmptyGo() {
        cluster.pool(Policy.WHEN_EMPTY, 0, SmallCluster.allNodes());
        cluster.node("n1", small, WellKnown.SPOT, 0);
        cluster.node("n2", small, WellKnown.SPOT, 0);
        DisruptionPlanner planner = cluster.planner();
        Command command = planner.plan(NOW_NS).orElseThrow();
        assertThat(command.candidates()).containsExactly("n1-claim", "n2-claim");
        cluster.pod("p", "n1", 1000);
        assertThat(planner.validate(command, NOW_NS).orElseThrow().candidates()).containsExactly("n2-claim");
    }

    /**
     * Two nodes are to be replaced one after the other. While the first's replacement is on its way, the first's pod may count on
     * it and the second's may not (Karpenter {@code SimulateScheduling}); of equal pods the one with the lower UID is placed
     * first, and takes it. So the second command comes at once (16 s after the first, with its validation), or at a poll after
     * the replacement is initialised, as chance has dealt out UIDs.
     */
    @Test
    void whileAReplacementIsOnItsWayAnotherNodeGoesOnlyIfTheFirstsPodIsPlacedBeforeItsOwn() {
        assertThat(replacedMeanwhile("uid-1", "uid-2")).isTrue();
        assertThat(replacedMeanwhile("uid-2", "uid-1")).isFalse();
    }

    private static boolean replacedMeanwhile(String podOfFirst, String podOfSecond) {
        SmallCluster cluster = new SmallCluster();
        InstanceType small = cluster.type("small", 2, 0, 100_000);
        InstanceType middle = cluster.type("middle", 3, 0, 150_000);
        cluster.pool(Policy.WHEN_EMPTY_OR_UNDERUTILIZED, 30 * SECOND_NS, SmallCluster.allNodes());
        cluster.node("first", middle, WellKnown.ON_DEMAND, 0);
        cluster.pod(podOfFirst, "first", 1600);
        cluster.node("second", middle, WellKnown.ON_DEMAND, 0);
        cluster.pod(podOfSecond, "second", 1600);
        cluster.leaving("first");
        cluster.coming("replacement", small, WellKnown.ON_DEMAND);

        DisruptionPlanner planner = cluster.planner();
        boolean replaced = planner.plan(NOW_NS)
                .filter(command -> command.candidates().equals(List.of("second-claim")))
                .isPresent();
        if (!replaced) {
            assertThat(planner.whyStays(NOW_NS).get("second")).contains("replacement, which is not initialised yet");
        }
        return replaced;
    }

    @Test
    void aFruitlessSearchIsRepeatedOnceAnotherNodeHasMoreRoom() {
        wheneverUnderutilized();
        cluster.node("n1", large, WellKnown.SPOT, 0);
        cluster.node("n2", large, WellKnown.SPOT, 0);
        // p1 and p2 both fit beside p0, but not together: 4 CPUs less 2.5 leave 1.5, and they ask for 2.
        cluster.pod("p0", "n2", 2500);
        cluster.pod("p1", "n1", 1000);
        cluster.pod("p2", "n1", 1000);
        DisruptionPlanner planner = cluster.planner();
        assertThat(planner.plan(NOW_NS)).isEmpty();
        long solved = planner.whatIfsSolved();
        cluster.pod("p3", "n2", 250);
        assertThat(planner.plan(NOW_NS)).as("n2 has less room than before").isEmpty();
        assertThat(planner.whatIfsSolved() - solved)
                .as("only n2 itself and both together are new")
                .isLessThan(3);
        cluster.state.forgetPod(ObjectKey.of("default", "p0"));
        assertThat(planner.plan(NOW_NS)).isPresent();
    }
}
