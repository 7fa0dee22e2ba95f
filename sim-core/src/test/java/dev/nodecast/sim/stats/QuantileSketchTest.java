package dev.nodecast.sim.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class QuantileSketchTest {

    private static final double[] SHARES = {0, 0.001, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999, 1};

    @Test
    void fewObservationsGiveTheQuantilesNumPyGives() {
        // numpy.quantile([15, 20, 35, 40, 50], q): rank q·4; 0.4 → 1.6 → 20 + 0.6·15 = 29
        QuantileSketch sketch = new QuantileSketch();
        for (double value : new double[] {40, 15, 50, 20, 35}) {
            sketch.add(value);
        }
        assertThat(sketch.quantile(0)).isEqualTo(15);
        assertThat(sketch.quantile(0.25)).isEqualTo(20);
        assertThat(sketch.quantile(0.4)).isCloseTo(29, within(1e-12));
        assertThat(sketch.quantile(0.5)).isEqualTo(35);
        assertThat(sketch.quantile(1)).isEqualTo(50);
    }

    @Property(tries = 60)
    void manyObservationsGiveQuantilesWithinTheDocumentedError(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30_000) int count,
            @ForAll @DoubleRange(min = 0, max = 6) double sigma) {
        double[] values = values(seed, count, sigma);
        QuantileSketch sketch = sketchOf(values);
        Arrays.sort(values);
        for (double share : SHARES) {
            double exact = exactQuantile(values, share);
            double error = count <= QuantileSketch.EXACT_COUNT_MAX ? 1e-12 : QuantileSketch.RELATIVE_ERROR;
            assertThat(sketch.quantile(share)).as("share %s", share).isCloseTo(exact, within(exact * error + 1e-12));
        }
    }

    @Property(tries = 60)
    void sketchesOfPartsMergeToTheSketchOfTheWholeInAnyOrder(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 9_000) int left,
            @ForAll @IntRange(min = 0, max = 9_000) int right) {
        double[] values = values(seed, left + right, 3);
        QuantileSketch whole = sketchOf(values);
        QuantileSketch first = sketchOf(Arrays.copyOfRange(values, 0, left));
        QuantileSketch second = sketchOf(Arrays.copyOfRange(values, left, left + right));
        QuantileSketch backward = sketchOf(Arrays.copyOfRange(values, left, left + right));
        backward.merge(sketchOf(Arrays.copyOfRange(values, 0, left)));
        first.merge(second);

        assertThat(first.count()).isEqualTo(whole.count());
        for (double share : SHARES) {
            assertThat(first.quantile(share)).isEqualTo(whole.quantile(share));
            assertThat(backward.quantile(share)).isEqualTo(whole.quantile(share));
        }
    }

    @Test
    void manyZerosStayZero() {
        QuantileSketch sketch = new QuantileSketch();
        for (int i = 0; i < 10_000; i++) {
            sketch.add(i < 9_000 ? 0 : i);
        }
        assertThat(sketch.quantile(0.5)).isZero();
        assertThat(sketch.quantile(0.95)).isCloseTo(9_499, within(10.0));
        assertThat(sketch.quantile(1)).isEqualTo(9_999);
    }

    @Test
    void askingInBetweenChangesNothing() {
        QuantileSketch sketch = new QuantileSketch();
        for (int i = 100; i > 0; i--) {
            sketch.add(i);
            sketch.quantile(0.5);
        }
        assertThat(sketch.quantile(0.5)).isEqualTo(50.5);
    }

    @Test
    void misuseIsRefused() {
        QuantileSketch sketch = new QuantileSketch();
        assertThat(sketch.quantile(0.5)).isNaN();
        assertThatThrownBy(() -> sketch.add(-1))
                .hasMessage("an observation must be finite and not negative, but was -1.0");
        assertThatThrownBy(() -> sketch.add(Double.POSITIVE_INFINITY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sketch.quantile(95)).hasMessage("a quantile's share must be in 0..1, but was 95.0");
    }

    private static double[] values(long seed, int count, double sigma) {
        RandomStream stream = new RandomStreams(seed, 0).stream("values");
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = stream.bernoulli(0.1) ? 0 : stream.lognormal(100, sigma);
        }
        return values;
    }

    private static QuantileSketch sketchOf(double[] values) {
        QuantileSketch sketch = new QuantileSketch();
        for (double value : values) {
            sketch.add(value);
        }
        return sketch;
    }

    private static double exactQuantile(double[] sorted, double share) {
        double rank = share * (sorted.length - 1);
        int lower = (int) rank;
        int upper = Math.min(lower + 1, sorted.length - 1);
        return sorted[lower] + (rank - lower) * (sorted[upper] - sorted[lower]);
    }
}
