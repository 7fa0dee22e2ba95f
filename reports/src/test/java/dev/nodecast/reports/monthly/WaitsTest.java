package dev.nodecast.reports.monthly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class WaitsTest {
    @Test
    void quantilesLieBetweenNeighboursInProportion() {
        // 10, 20, 40: place of p50 is 0.5 × 2 = 1, of p75 1.5: 20 + 0.5 × 20.
        Waits waits = waits(List.of(40.0, 10.0, 20.0));
        assertThat(waits.quantile(0.5)).isEqualTo(20);
        assertThat(waits.quantile(0.75)).isEqualTo(30);
        assertThat(waits.mean()).isEqualTo(70 / 3.0, within(1e-12));
        assertThat(waits.upTo(20)).isEqualTo(2);
    }

    @Test
    void noJobHasNoWait() {
        assertThat(new Waits().quantile(0.5)).isNaN();
        assertThat(new Waits().longest()).isNaN();
    }

    @Property
    void quantilesRiseFromTheShortestToTheLongest(
            @ForAll @NotEmpty List<@DoubleRange(min = 0, max = 1e7) Double> seconds) {
        Waits waits = waits(seconds);
        double before = waits.quantile(0);
        assertThat(before).isEqualTo(seconds.stream().mapToDouble(s -> s).min().orElseThrow());
        for (int percent = 1; percent <= 100; percent++) {
            double next = waits.quantile(percent / 100.0);
            assertThat(next).isGreaterThanOrEqualTo(before - 1e-9 * Math.abs(before));
            before = next;
        }
        assertThat(before).isEqualTo(waits.longest());
        assertThat(waits.upTo(waits.longest())).isEqualTo(seconds.size());
    }

    private static Waits waits(List<Double> seconds) {
        Waits waits = new Waits();
        seconds.forEach(waits::add);
        return waits;
    }
}
