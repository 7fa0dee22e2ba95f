package dev.nodecast.sim.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.sim.stats.Tally;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.ExponentialDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.TriangularDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.distribution.WeibullDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DistributionTest {

    private static final double LN_300 = StrictMath.log(300);

    static Stream<Arguments> references() {
        return Stream.of(
                Arguments.of(Distribution.exponential(3), new ExponentialDistribution(3)),
                Arguments.of(Distribution.uniform(-2, 5), new UniformRealDistribution(-2, 5)),
                Arguments.of(Distribution.lognormal(300, 0.7), new LogNormalDistribution(LN_300, 0.7)),
                Arguments.of(Distribution.weibull(0.6, 40), new WeibullDistribution(0.6, 40)),
                Arguments.of(Distribution.weibull(2.5, 40), new WeibullDistribution(2.5, 40)),
                Arguments.of(Distribution.gamma(0.3, 2), new GammaDistribution(0.3, 2)),
                Arguments.of(Distribution.gamma(1, 2), new GammaDistribution(1, 2)),
                Arguments.of(Distribution.gamma(7.5, 2), new GammaDistribution(7.5, 2)),
                Arguments.of(Distribution.triangular(1, 2, 6), new TriangularDistribution(1, 2, 6)));
    }

    @ParameterizedTest
    @MethodSource("references")
    void samplesFollowTheDistributionAnIndependentImplementationGives(Distribution ours, RealDistribution reference) {
        double[] samples = samples(ours, 50_000);

        assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(reference, samples, false))
                .isGreaterThan(0.0005);
        assertThat(ours.mean()).isCloseTo(reference.getNumericalMean(), within(1e-9 * reference.getNumericalMean()));
    }

    static Stream<Distribution> all() {
        return Stream.of(
                Distribution.constant(4),
                Distribution.uniform(2, 3),
                Distribution.exponential(5),
                Distribution.lognormal(10, 0.5),
                Distribution.weibull(1.5, 10),
                Distribution.gamma(2, 3),
                Distribution.triangular(1, 1, 4),
                Distribution.triangular(1, 4, 4),
                Distribution.empirical(1, 2, 4, 8, 32),
                Distribution.twoPoint(0.2, 10, 1),
                Distribution.mixture(0.3, Distribution.lognormal(60, 1), Distribution.lognormal(7_200, 0.5)),
                new Mixture(
                        List.of(1.0, 2.0, 5.0),
                        List.of(Distribution.constant(1), Distribution.exponential(2), Distribution.constant(7))),
                Distribution.exponential(5).plus(30),
                Distribution.lognormal(10, 0.5).truncatedTo(5, 20));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theMeanOfManySamplesIsTheMean(Distribution distribution) {
        Tally tally = Tally.of(samples(distribution, 200_000));

        // 4.5 standard errors; a truncated distribution's own mean has one of its own.
        double tolerance = 4.5 * 2 * tally.standardError() + 1e-12;
        assertThat(tally.mean()).isCloseTo(distribution.mean(), within(tolerance));
    }

    @Test
    void theTailOfTheExponentialIsRight() {
        // Beyond the ziggurat's own edge (7.697) and in each unit before: P(X > x) = e^-x.
        RandomStream stream = new RandomStreams(3, 0).stream("tail");
        long[] beyond = new long[12];
        int samples = 20_000_000;
        for (int i = 0; i < samples; i++) {
            int whole = (int) Math.min(11, stream.exponential(1));
            beyond[whole]++;
        }
        long above = 0;
        for (int x = 11; x >= 1; x--) {
            above += beyond[x];
            double expected = samples * StrictMath.exp(-x);
            assertThat((double) above).as("above %s", x).isCloseTo(expected, within(4.5 * Math.sqrt(expected)));
        }
    }

    @Test
    void anEmpiricalDistributionGoesThroughItsQuantiles() {
        Distribution quartiles = Distribution.empirical(1, 2, 4, 8, 32);
        double[] samples = samples(quartiles, 100_000);
        java.util.Arrays.sort(samples);

        assertThat(samples[0]).isBetween(1.0, 1.01);
        assertThat(samples[25_000]).isCloseTo(2, within(0.05));
        assertThat(samples[50_000]).isCloseTo(4, within(0.1));
        assertThat(samples[75_000]).isCloseTo(8, within(0.4));
        // (1/2 + 2 + 4 + 8 + 32/2) / 4
        assertThat(quartiles.mean()).isEqualTo(30.5 / 4);
    }

    @Test
    void aTruncatedDistributionStaysInItsRange() {
        Tally samples = Tally.of(samples(Distribution.lognormal(10, 2).truncatedTo(5, 20), 10_000));
        assertThat(samples.min()).isBetween(5.0, 5.1);
        assertThat(samples.max()).isBetween(19.9, 20.0);
        Distribution hopeless = Distribution.exponential(1).truncatedTo(1e6, 2e6);
        assertThatThrownBy(() -> samples(hopeless, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "none of 10000 samples of Exponential[mean=1.0] fell into 1000000.0 to 2000000.0");
    }

    @Test
    void wrongParametersAreRefusedWithTheirNamesAndValues() {
        assertThatThrownBy(() -> Distribution.exponential(0))
                .hasMessage("the mean of an exponential distribution must be positive and finite, but was 0.0");
        assertThatThrownBy(() -> Distribution.lognormal(1, Double.NaN))
                .hasMessage("the sigma of a lognormal distribution must be finite and not negative, but was NaN");
        assertThatThrownBy(() -> Distribution.uniform(3, 2))
                .hasMessage("the range of a uniform distribution must be finite and ascending, but was 3.0 to 2.0");
        assertThatThrownBy(() -> Distribution.twoPoint(1.5, 0, 1))
                .hasMessage("the probability of a two-point distribution must be a probability in 0..1, but was 1.5");
        assertThatThrownBy(() -> Distribution.weibull(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Distribution.gamma(1, Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Distribution.triangular(1, 5, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Distribution.constant(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Distribution.empirical(1))
                .hasMessage("an empirical distribution needs at least 2 quantiles (minimum and maximum), but got 1");
        assertThatThrownBy(() -> Distribution.empirical(1, 3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Mixture(List.of(1.0), List.of()))
                .hasMessage("a mixture needs one weight per part, but has 1 weights and 0 parts");
        assertThatThrownBy(() -> new Mixture(List.of(0.0), List.of(Distribution.constant(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] samples(Distribution distribution, int count) {
        RandomStream stream = new RandomStreams(2026, 0).stream("samples");
        double[] samples = new double[count];
        for (int i = 0; i < count; i++) {
            samples[i] = distribution.sample(stream);
        }
        return samples;
    }
}
