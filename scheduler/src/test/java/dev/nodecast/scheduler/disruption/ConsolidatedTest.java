package dev.nodecast.scheduler.disruption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.disruption.Command.Method;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.state.ClusterState;
import org.junit.jupiter.api.Test;

class ConsolidatedTest {

    private long nowNs;
    private final ClusterState state = new ClusterState(() -> nowNs);
    private final Consolidated consolidated = new Consolidated(state);

    @Test
    void aMethodThatFoundNothingRestsUntilTheClusterChangesInAWayThatCouldHelpIt() {
        state.helpfulChange();
        assertThat(consolidated.holds(Method.EMPTINESS, nowNs)).isFalse();
        consolidated.mark(Method.EMPTINESS, nowNs);
        assertThat(consolidated.holds(Method.EMPTINESS, nowNs)).isTrue();
        assertThat(consolidated.holds(Method.MULTI_NODE, nowNs)).isFalse();
        state.helpfulChange();
        assertThat(consolidated.holds(Method.EMPTINESS, nowNs)).isFalse();
    }

    @Test
    void itIsAskedAgainFiveMinutesAfterTheLastChange() {
        state.helpfulChange();
        nowNs = 100 * Clock.SECOND_NS;
        consolidated.mark(Method.EMPTINESS, nowNs);
        nowNs = 299 * Clock.SECOND_NS;
        assertThat(consolidated.holds(Method.EMPTINESS, nowNs)).isTrue();
        nowNs = 300 * Clock.SECOND_NS;
        assertThat(consolidated.holds(Method.EMPTINESS, nowNs)).isFalse();
    }
}
