package dev.nodecast.sim.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.sim.stats.Tally;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStreamTest {

    private static final RandomStream ALL_ZEROS = () -> 0L;
    private static final RandomStream ALL_ONES = () -> -1L;

    private final RandomStream stream = new RandomStreams(42, 0).stream("test");

    @Test
    void uniformsReachZeroButNeverOneAndTheOpenOnesNeither() {
        assertThat(ALL_ZEROS.nextDouble()).isZero();
        assertThat(ALL_ONES.nextDouble()).isEqualTo(1 - 0x1.0p-53);
        assertThat(ALL_ZEROS.nextDoubleOpen()).isEqualTo(0x1.0p-53);
        assertThat(ALL_ONES.nextDoubleOpen()).isEqualTo(1 - 0x1.0p-53);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 100})
    void integersAreUniformBelowTheirBound(int bound) {
        long[] counts = new long[bound];
        for (int i = 0; i < 1_000 * bound; i++) {
            counts[stream.nextInt(bound)]++;
        }
        if (bound > 1) {
            double[] expected = new double[bound];
            Arrays.fill(expected, 1);
            assertThat(new ChiSquareTest().chiSquareTest(expected, counts)).isGreaterThan(0.0005);
        }
    }

    @Test
    void aLargeBoundIsNotBiased() {
        // 2^32 / (3·2^29) = 8/3: without rejection two of three neighbours would come 3 times for every 2 of the third.
        long[] counts = new long[3];
        for (int i = 0; i < 30_000; i++) {
            counts[stream.nextInt(3 << 29) % 3]++;
        }
        assertThat(new ChiSquareTest().chiSquareTest(new double[] {1, 1, 1}, counts))
                .isGreaterThan(0.0005);
        assertThatThrownBy(() -> stream.nextInt(0))
                .hasMessage("the bound of a random integer must be positive, but was 0");
    }

    @Test
    void theNormalQuantileAgreesWithAnIndependentImplementation() {
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        for (int i = 1; i < 20_000; i++) {
            double probability = i / 20_000.0;
            assertThat(NormalQuantile.of(probability))
                    .isCloseTo(normal.inverseCumulativeProbability(probability), within(2e-9));
        }
    }

    @Test
    void theNormalQuantileInvertsTheDistributionFunctionFarIntoTheTails() {
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        for (double probability = 0.4; probability > 1e-40; probability /= 3) {
            double z = NormalQuantile.of(probability);
            assertThat(normal.cumulativeProbability(z) / probability).isCloseTo(1, within(1e-12));
            assertThat(NormalQuantile.of(1 - StrictMath.max(probability, 1e-9)))
                    .isCloseTo(-NormalQuantile.of(StrictMath.max(probability, 1e-9)), within(1e-6));
        }
    }

    @Test
    void variatesByInversionTakeOneNumberEach() {
        RandomStream one = new RandomStreams(1, 0).stream("step");
        RandomStream other = new RandomStreams(1, 0).stream("step");
        one.normal();
        one.lognormal(300, 0.4);
        one.nextDouble();
        one.bernoulli(0.3);
        for (int i = 0; i < 4; i++) {
            other.nextLong();
        }
        assertThat(one.nextLong()).isEqualTo(other.nextLong());
    }

    @Test
    void exponentialsOfDifferentMeansStayInStep() {
        RandomStream one = new RandomStreams(1, 0).stream("step");
        RandomStream other = new RandomStreams(1, 0).stream("step");
        for (int i = 0; i < 10_000; i++) {
            assertThat(one.exponential(2)).isEqualTo(2 * other.exponential(1));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 3, 15.9, 16.1, 60, 500})
    void poissonCountsHaveTheirDistribution(double mean) {
        PoissonDistribution poisson = new PoissonDistribution(mean);
        int low = poisson.inverseCumulativeProbability(0.005);
        int bins = poisson.inverseCumulativeProbability(0.995) - low + 1;
        int samples = 100_000;
        long[] counts = new long[bins];
        double[] expected = new double[bins];
        for (int i = 0; i < samples; i++) {
            counts[Math.clamp(stream.poisson(mean) - low, 0, bins - 1)]++;
        }
        for (int bin = 0; bin < bins; bin++) {
            expected[bin] = samples * poisson.probability(low + bin);
        }
        expected[0] = samples * poisson.cumulativeProbability(low);
        expected[bins - 1] = samples * (1 - poisson.cumulativeProbability(low + bins - 2));

        assertThat(new ChiSquareTest().chiSquareTest(expected, counts)).isGreaterThan(0.0005);
    }

    @Test
    void aHugePoissonCountTakesLittleWorkAndHasItsMeanAndVariance() {
        Tally counts = new Tally();
        for (int i = 0; i < 10_000; i++) {
            counts.add((double) stream.poisson(1e9));
        }
        assertThat(counts.mean()).isCloseTo(1e9, within(4.5 * counts.standardError()));
        assertThat(counts.variance() / 1e9).isCloseTo(1, within(4.5 * Math.sqrt(2.0 / 10_000)));
        assertThat(stream.poisson(0)).isZero();
        assertThatThrownBy(() -> stream.poisson(-1))
                .hasMessage("the mean of a Poisson count must be in 0..1e9, but was -1.0");
    }

    @Test
    void choosingTakesEveryItem() {
        List<String> items = List.of("a", "b", "c");
        long[] counts = new long[3];
        for (int i = 0; i < 30_000; i++) {
            counts[items.indexOf(stream.choose(items))]++;
        }
        assertThat(new ChiSquareTest().chiSquareTest(new double[] {1, 1, 1}, counts))
                .isGreaterThan(0.0005);
        assertThatThrownBy(() -> stream.choose(List.of())).hasMessage("cannot choose from an empty list");
    }
}
