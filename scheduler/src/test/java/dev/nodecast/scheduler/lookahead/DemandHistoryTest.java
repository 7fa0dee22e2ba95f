package dev.nodecast.scheduler.lookahead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.Attachments;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is learned from pods that come and go. Times are seconds; nodes cost a dollar an hour. */
class DemandHistoryTest {

    private static final long S = 1_000_000_000L;
    private static final long DOLLAR = 1_000_000;
    private static final NodePool POOL = new NodePool(
            ObjectMeta.named("gpu"),
            new NodePool.Template(
                    Labels.NONE,
                    Labels.NONE,
                    List.of(),
                    List.of(),
                    List.of(),
                    new NodeClaim.NodeClassRef("karpenter.k8s.aws", "EC2NodeClass", "gpu"),
                    null,
                    null),
            NodePool.Disruption.DEFAULT,
            Resources.NONE,
            null,
            0,
            null);

    private final DemandHistory history = new DemandHistory();

    private static NodeClaim claim(String name) {
        return new NodeClaim(
                ObjectMeta.named(name).withLabels(Labels.of(WellKnown.NODE_POOL, "gpu")),
                List.of(),
                List.of(),
                List.of(),
                Resources.NONE,
                POOL.template().nodeClassRef(),
                null,
                null,
                NodeClaim.Status.NEW);
    }

    private static Pod pod(String name, boolean ready, @Nullable Long deletedNs) {
        PodSpec spec = new PodSpec(
                List.of(),
                List.of(),
                Labels.NONE,
                Affinity.NONE,
                List.of(),
                List.of(),
                Resources.NONE,
                0,
                null,
                true,
                30,
                Attachments.NONE,
                List.of(),
                Resources.NONE);
        ObjectMeta meta = new ObjectMeta("prod", name, name, Labels.NONE, Labels.NONE, null, 0, deletedNs);
        return new Pod(meta, spec, Pod.Phase.RUNNING, "node", false, ready, null);
    }

    private void works(String claim, String pod, long boundS, long readyS) {
        history.pod(claim(claim), null, pod(pod, false, null), boundS * S);
        history.pod(claim(claim), pod(pod, false, null), pod(pod, true, null), readyS * S);
    }

    private void leaves(String claim, String pod, long atS) {
        history.pod(claim(claim), pod(pod, true, null), pod(pod, true, atS * S), atS * S);
    }

    private Keeping keeping(LookAhead.Mode mode, long waitMicroUsdPerHour) {
        return new Keeping(new LookAhead(mode, .5, 300 * S, waitMicroUsdPerHour), history);
    }

    private void aNodeThatTookThreeMinutesToStart() {
        history.launched(claim("c1"), true, 0);
        works("c1", "w0", 100, 180);
    }

    @Test
    void beforeAnythingIsSeenTheStatedStartHolds() {
        assertThat(keeping(LookAhead.Mode.BREAK_EVEN, 0).keptNs(POOL, DOLLAR)).isEqualTo(300 * S);
    }

    @Test
    void whatWaitingIsWorthLengthensTheBreakEven() {
        // 300 s x (1 + 2 $ / 1 $)
        assertThat(keeping(LookAhead.Mode.BREAK_EVEN, 2 * DOLLAR).keptNs(POOL, DOLLAR))
                .isEqualTo(900 * S);
    }

    @Test
    void theStartIsLearnedAsWhatAColdNodeTakesLongerThanAWarmOne() {
        aNodeThatTookThreeMinutesToStart();
        assertThat(keeping(LookAhead.Mode.BREAK_EVEN, 0).keptNs(POOL, DOLLAR)).isEqualTo(180 * S);
        leaves("c1", "w0", 200);
        works("c1", "w1", 250, 290);
        assertThat(keeping(LookAhead.Mode.BREAK_EVEN, 0).keptNs(POOL, DOLLAR)).isEqualTo(140 * S);
    }

    @Test
    void idlePeriodsOfNodesThatStayAndOfNodesThatWentAreLearned() {
        aNodeThatTookThreeMinutesToStart();
        leaves("c1", "w0", 200);
        works("c1", "w1", 250, 290);
        leaves("c1", "w1", 400);
        history.removed(claim("c1"));
        history.launched(claim("c2"), true, 1_000 * S);
        assertThat(history.of("gpu").periods.all()).containsExactly(50 * S, 600 * S);
    }

    @Test
    void theNodeThatWentLastIsTheOneThatIsNeededFirst() {
        for (String name : List.of("c1", "c2")) {
            history.launched(claim(name), true, 0);
            works(name, "w-" + name, 1, 2);
        }
        leaves("c1", "w-c1", 100);
        leaves("c2", "w-c2", 300);
        history.removed(claim("c1"));
        history.removed(claim("c2"));
        history.launched(claim("c3"), true, 500 * S);
        assertThat(history.of("gpu").periods.all()).containsExactly(200 * S);
    }

    @Test
    void aReplacementIsNoDemand() {
        aNodeThatTookThreeMinutesToStart();
        leaves("c1", "w0", 200);
        history.removed(claim("c1"));
        history.launched(claim("c2"), false, 300 * S);
        assertThat(history.of("gpu").periods.count()).isZero();
    }

    @Test
    void aForecastNeedsEnoughPeriodsAndIsHeldWithinItsLimits() {
        aNodeThatTookThreeMinutesToStart();
        long atS = 200;
        for (int i = 0; i < Keeping.ENOUGH; i++) {
            assertThat(keeping(LookAhead.Mode.FORECAST, 0).keptNs(POOL, DOLLAR)).isEqualTo(180 * S);
            leaves("c1", "w" + i, atS);
            history.pod(claim("c1"), null, pod("w" + (i + 1), false, null), (atS + 10) * S);
            atS += 100;
        }
        // it was always needed again after 10 s: half the break-even of 180 s is the least
        assertThat(keeping(LookAhead.Mode.FORECAST, 0).keptNs(POOL, DOLLAR)).isEqualTo(90 * S);
    }
}
