package dev.nodecast.sim.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TallyTest {

    @Test
    void workedByHand() {
        // 2, 4, 4, 4, 5, 5, 7, 9: mean 40/8 = 5; squared deviations 9+1+1+1+0+0+4+16 = 32; variance 32/7
        Tally tally = Tally.of(2, 4, 4, 4, 5, 5, 7, 9);

        assertThat(tally.count()).isEqualTo(8);
        assertThat(tally.mean()).isEqualTo(5);
        assertThat(tally.sum()).isEqualTo(40);
        assertThat(tally.variance()).isCloseTo(32.0 / 7, within(1e-12));
        assertThat(tally.standardError()).isCloseTo(Math.sqrt(32.0 / 7 / 8), within(1e-12));
        assertThat(tally.min()).isEqualTo(2);
        assertThat(tally.max()).isEqualTo(9);
    }

    @Test
    void aSmallSpreadAroundALargeMeanIsNotLost() {
        // The textbook formula E[X²]-E[X]² gives 0 or less here in doubles.
        Tally tally = Tally.of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16);

        assertThat(tally.variance()).isCloseTo(30, within(1e-6));
    }

    @Test
    void withoutObservationsThereIsNoMean() {
        assertThat(new Tally().mean()).isNaN();
        assertThat(new Tally().min()).isNaN();
        assertThat(new Tally().max()).isNaN();
        assertThat(Tally.of(1).variance()).isNaN();
        assertThatThrownBy(() -> new Tally().add(Double.NaN)).hasMessage("an observation must be finite, but was NaN");
    }

    @Property
    void talliesOfPartsMergeToTheTallyOfTheWhole(
            @ForAll @Size(min = 2, max = 50) List<@DoubleRange(min = -1e6, max = 1e6) Double> observations,
            @ForAll @IntRange(min = 0, max = 50) int cut) {
        double[] values = observations.stream().mapToDouble(Double::doubleValue).toArray();
        int split = Math.min(cut, values.length);
        Tally whole = Tally.of(values);
        Tally merged = Tally.of(Arrays.copyOfRange(values, 0, split));
        merged.merge(Tally.of(Arrays.copyOfRange(values, split, values.length)));

        assertThat(merged.count()).isEqualTo(whole.count());
        assertThat(merged.mean()).isCloseTo(whole.mean(), within(1e-6));
        assertThat(merged.variance()).isCloseTo(whole.variance(), within(1e-9 * (1 + whole.variance())));
        assertThat(merged.min()).isEqualTo(whole.min());
        assertThat(merged.max()).isEqualTo(whole.max());
    }
}
