package dev.nodecast.scheduler.disruption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.disruption.Command.Method;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.CountOrPercent;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose turn it is, of a pool of two empty nodes. */
class MethodTurnsTest {

    private static final long NOW_NS = SmallCluster.NOW_NS;

    private final SmallCluster cluster = new SmallCluster();
    private final MethodTurns turns =
            new MethodTurns(cluster.state, cluster.world().clock());

    @BeforeEach
    void twoNodes() {
        allow(2);
        cluster.node("n1", cluster.type("small", 2, 30_000, 100_000), WellKnown.SPOT, 0);
        cluster.node("n2", cluster.types.getFirst(), WellKnown.SPOT, 0);
    }

    private void allow(int nodes) {
        cluster.pool(
                NodePool.Policy.WHEN_EMPTY_OR_UNDERUTILIZED,
                0,
                new Budget(new CountOrPercent.Count(nodes), List.of(), null, null));
    }

    private List<Candidate> both() {
        Candidates candidates = new Candidates(cluster.state, pool -> cluster.types);
        candidates.refresh();
        return candidates.disruptable(false, NOW_NS);
    }

    private boolean restsAfterNothing(Method method) {
        assertThat(turns.marked(method, both(), NOW_NS, Optional.empty())).isEmpty();
        return turns.rests(method, NOW_NS);
    }

    @Test
    void budgetsLetTheFirstGo() {
        allow(1);
        assertThat(turns.within(Budget.Reason.EMPTY, both(), NOW_NS))
                .extracting(candidate -> candidate.claim.name())
                .containsExactly("n1-claim");
    }

    @Test
    void aMethodThatFoundNothingAmongAllNodesRests() {
        assertThat(restsAfterNothing(Method.MULTI_NODE)).isTrue();
        assertThat(turns.rests(Method.SINGLE_NODE, NOW_NS)).isFalse();
    }

    /** With the next budget it may find something among the others. */
    @Test
    void aMethodThatBudgetsKeptFromANodeDoesNot() {
        allow(1);
        assertThat(restsAfterNothing(Method.MULTI_NODE)).isFalse();
    }

    /** It takes one node at a time, so that one is as good as all. */
    @Test
    void singleNodeConsolidationRestsWhereOneNodeOfThePoolMayGo() {
        allow(1);
        assertThat(restsAfterNothing(Method.SINGLE_NODE)).isTrue();
        cluster.state.helpfulChange();
        allow(0);
        assertThat(restsAfterNothing(Method.SINGLE_NODE)).isFalse();
    }
}
