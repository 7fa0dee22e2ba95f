package dev.nodecast.scheduler.disruption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Consolidation that begins at ever lower costs only. */
class FallingCostTest {

    private final SmallCluster cluster = new SmallCluster();
    private List<InstanceType> offers = cluster.types;
    private final FallingCost falling = new FallingCost(new DisruptionPlanner.World(
            cluster.state,
            cluster.world().clock(),
            pool -> offers,
            cluster.world().solver()));

    @BeforeEach
    void oneNodeWithOnePod() {
        cluster.pool(NodePool.Policy.WHEN_EMPTY_OR_UNDERUTILIZED, 0, SmallCluster.allNodes());
        cluster.node("n1", cluster.type("small", 2, 30_000, 100_000), WellKnown.SPOT, 0);
        cluster.pod("p1", "n1", 1000);
    }

    @Test
    void theFirstCommandMayBeginAtAnyCost() {
        assertThat(falling.below(Long.MAX_VALUE - 1)).isTrue();
    }

    @Test
    void theNextOneMustBeginLower() {
        assertThat(falling.below(100_000)).isTrue();
        falling.begun(100_000);
        assertThat(falling.below(100_001)).isFalse();
        assertThat(falling.below(100_000))
                .as("the same cost is where it has been before")
                .isFalse();
        assertThat(falling.below(99_999)).isTrue();
    }

    @Test
    void eachOfThemLowersTheBar() {
        falling.below(100_000);
        falling.begun(100_000);
        falling.begun(60_000);
        assertThat(falling.below(80_000)).isFalse();
        assertThat(falling.below(59_999)).isTrue();
    }

    @Test
    void anotherPodIsAnotherQuestion() {
        falling.below(100_000);
        falling.begun(100_000);
        cluster.pod("p2", "n1", 500);
        assertThat(falling.below(150_000)).isTrue();
    }

    @Test
    void aPodThatComesInThePlaceOfItsEqualIsNot() {
        falling.below(100_000);
        falling.begun(100_000);
        cluster.state.forgetPod(new ObjectKey("default", "p1"));
        cluster.pod("p1-again", "n1", 1000);
        assertThat(falling.below(100_000)).isFalse();
    }

    @Test
    void aPodThatAsksForMoreThanTheOneBeforeItIsAnotherQuestionToo() {
        falling.below(100_000);
        falling.begun(100_000);
        cluster.state.forgetPod(new ObjectKey("default", "p1"));
        cluster.pod("p1-again", "n1", 1250);
        assertThat(falling.below(150_000)).isTrue();
    }

    /** 1000m and 256 MiB are 2 × 500m and 2 × 128 MiB; but two pods can be parted, and one cannot. */
    @Test
    void twoPodsThatTogetherAskForAsMuchAsTheOneBeforeThemAreAnotherQuestion() {
        falling.below(100_000);
        falling.begun(100_000);
        cluster.state.forgetPod(new ObjectKey("default", "p1"));
        Resources half = SmallCluster.requests(500, 128);
        cluster.pod("p1-a", "n1", half, Labels.NONE);
        cluster.pod("p1-b", "n1", half, Labels.NONE);
        assertThat(falling.below(150_000)).isTrue();
    }

    @Test
    void otherPricesAreAnotherQuestion() {
        falling.below(100_000);
        falling.begun(100_000);
        offers = new ArrayList<>(offers);
        assertThat(falling.below(150_000)).isTrue();
    }

    /** An evicted pod is gone for a moment before its successor is there: that is no change in what is asked for. */
    @Test
    void whilePodsMoveFromANodeThatLeavesNothingIsForgotten() {
        falling.below(100_000);
        falling.begun(100_000);
        cluster.state.markForDeletion(cluster.state.nodes().iterator().next(), true);
        cluster.state.forgetPod(new ObjectKey("default", "p1"));
        assertThat(falling.below(100_000)).isFalse();
    }
}
