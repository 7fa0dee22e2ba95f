package dev.nodecast.sim.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimeWeightedTest {

    @Test
    void workedByHand() {
        // 2 from 100 to 110, 5 to 130, 1 to 150: 2·10 + 5·20 + 1·20 = 140 over 50
        TimeWeighted level = new TimeWeighted(100, 2);
        level.set(110, 5);
        level.add(130, -4);

        assertThat(level.integral(150)).isEqualTo(140);
        assertThat(level.average(150)).isEqualTo(2.8);
        assertThat(level.level()).isEqualTo(1);
        assertThat(level.min()).isEqualTo(1);
        assertThat(level.max()).isEqualTo(5);
    }

    @Test
    void askingDoesNotChangeTheAnswer() {
        TimeWeighted level = new TimeWeighted(0, 3);
        assertThat(level.average(0)).isEqualTo(3);
        assertThat(level.integral(10)).isEqualTo(30);
        assertThat(level.integral(10)).isEqualTo(30);
        level.set(10, 0);
        assertThat(level.integral(20)).isEqualTo(30);
    }

    @Test
    void aRestartForgetsTheWarmUpButNotTheLevel() {
        TimeWeighted level = new TimeWeighted(0, 100);
        level.set(10, 4);
        level.restart(20);

        assertThat(level.average(30)).isEqualTo(4);
        assertThat(level.max()).isEqualTo(4);
        assertThat(level.integral(30)).isEqualTo(40);
    }

    @Test
    void timeMustNotGoBack() {
        TimeWeighted level = new TimeWeighted(10, 1);
        assertThatThrownBy(() -> level.set(9, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time must not go back: now is 9 ns, the last change was at 10 ns");
    }

    @Property
    void theIntegralIsExactBeyond64Bits(
            @ForAll List<@LongRange(min = -4_000_000_000_000L, max = 4_000_000_000_000L) Long> levels,
            @ForAll @LongRange(min = 1, max = 100_000_000_000_000L) long stepNs) {
        TimeWeighted level = new TimeWeighted(0, 0);
        BigInteger expected = BigInteger.ZERO;
        long nowNs = 0;
        for (long next : levels) {
            level.set(nowNs, next);
            nowNs += stepNs;
            expected = expected.add(BigInteger.valueOf(next).multiply(BigInteger.valueOf(stepNs)));
        }
        assertThat(level.integral(nowNs)).isEqualTo(expected);
    }

    @Test
    void theTimeAtEachLevelIsKept() {
        TimeAtLevel level = new TimeAtLevel(0, 2);
        level.set(10, 5);
        level.set(10, 7);
        level.set(25, 2);

        assertThat(level.durationsNs(30)).containsExactlyEntriesOf(new java.util.TreeMap<>(Map.of(2L, 15L, 7L, 15L)));
        assertThat(level.durationNs(30, 5)).isZero();
        assertThatThrownBy(() -> level.set(29, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
