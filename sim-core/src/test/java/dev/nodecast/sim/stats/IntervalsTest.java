package dev.nodecast.sim.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;
import org.junit.jupiter.api.Test;

class IntervalsTest {

    @Test
    void theIntervalOfAMeanWorkedByHand() {
        // 1.20 1.50 1.68 1.89 0.95 1.49 1.58 1.55 0.50 1.09: mean 13.43/10 = 1.343; squared deviations sum to 1.50761;
        // variance 0.167512; t(9, 0.95) = 1.833113; half width 1.833113·√(0.167512/10) = 0.237253
        Tally values = Tally.of(1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09);

        ConfidenceInterval interval = ConfidenceInterval.of(values, 0.90);

        assertThat(interval.mean()).isCloseTo(1.343, within(1e-9));
        assertThat(interval.halfWidth()).isCloseTo(0.237253, within(1e-5));
        assertThat(interval.contains(1.2)).isTrue();
        assertThat(interval.contains(1.0)).isFalse();
        assertThat(interval.excludesZero()).isTrue();
    }

    @Test
    void oneValueSaysNothingAboutItsError() {
        ConfidenceInterval interval = ConfidenceInterval.of(5);

        assertThat(interval.mean()).isEqualTo(5);
        assertThat(interval.low()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(interval.high()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThatThrownBy(() -> ConfidenceInterval.of(Tally.of(1, 2), 95))
                .hasMessage("a confidence must lie between 0 and 1, such as 0.95, but was 95.0");
    }

    @Test
    void ninetyFiveOfAHundredIntervalsCoverTheTruth() {
        int covering = 0;
        for (int experiment = 0; experiment < 4_000; experiment++) {
            RandomStream stream = new RandomStreams(11, experiment).stream("values");
            ConfidenceInterval interval = Replications.run(8, replication -> stream.normal(10, 3));
            covering += interval.contains(10) ? 1 : 0;
        }
        // 3,800 expected, standard deviation √(4000·0.95·0.05) = 13.8
        assertThat(covering).isBetween(3_800 - 62, 3_800 + 62);
    }

    @Test
    void pairsShowADifferenceThatTheSpreadHides() {
        // Differences 1, 2, 1, 2: mean 1.5, variance 1/3, t(3, 0.975) = 3.182446; half width 3.182446·√(1/12) =
        // 0.918693
        double[] base = {10, 50, 90, 130};
        double[] variant = {11, 52, 91, 132};

        ConfidenceInterval difference = Replications.pairedDifference(base, variant, 0.95);

        assertThat(difference.mean()).isEqualTo(1.5);
        assertThat(difference.halfWidth()).isCloseTo(0.918693, within(1e-5));
        assertThat(difference.excludesZero()).isTrue();
        assertThatThrownBy(() -> Replications.pairedDifference(base, new double[3], 0.95))
                .hasMessage("paired results must be equally many, but the base has 4 and the variant 3");
    }

    @Test
    void batchesAreJoinedWhenTheyAreMany() {
        // Warm-up leaves out 1000 and 1000; 40 batches of one join to 20 of two; 100 values make 25 batches of four.
        BatchMeans batches = new BatchMeans(2);
        batches.add(1_000);
        batches.add(1_000);
        for (int i = 0; i < 100; i++) {
            batches.add(i % 2);
        }
        assertThat(batches.batchSize()).isEqualTo(4);
        assertThat(batches.batches()).isEqualTo(25);
        assertThat(batches.interval(0.95).mean()).isEqualTo(0.5);
        assertThat(batches.interval(0.95).halfWidth()).isZero();
    }

    @Test
    void batchMeansOfACorrelatedSeriesCoverItsMeanAndPlainIntervalsDoNot() {
        // AR(1) with φ = 0.9: neighbours correlate by 0.9, so the plain interval is about √19 = 4.4 times too narrow.
        int batchesCover = 0;
        int plainCover = 0;
        for (int run = 0; run < 400; run++) {
            RandomStream stream = new RandomStreams(12, run).stream("noise");
            BatchMeans batches = new BatchMeans(100);
            Tally plain = new Tally();
            double value = 0;
            for (int i = 0; i < 20_000; i++) {
                value = 0.9 * value + stream.normal();
                batches.add(value);
                plain.add(value);
            }
            batchesCover += batches.interval(0.95).contains(0) ? 1 : 0;
            plainCover += ConfidenceInterval.of(plain, 0.95).contains(0) ? 1 : 0;
            assertThat(Math.abs(batches.lagOneCorrelation())).isLessThan(0.8);
        }
        assertThat(batchesCover).isBetween(360, 396);
        assertThat(plainCover).isLessThan(200);
    }

    @Test
    void aHistogramCountsFromEachBoundUpToTheNext() {
        Histogram histogram = Histogram.linear(0, 10, 5);
        for (double value : new double[] {-1, 0, 1.9, 2, 9.99, 10, 11}) {
            histogram.add(value);
        }
        assertThat(histogram.bins()).isEqualTo(5);
        assertThat(histogram.countBelow()).isEqualTo(1);
        assertThat(histogram.count(0)).isEqualTo(2);
        assertThat(histogram.count(1)).isEqualTo(1);
        assertThat(histogram.count(4)).isEqualTo(1);
        assertThat(histogram.countAbove()).isEqualTo(2);
        assertThat(histogram.count()).isEqualTo(7);
        assertThat(histogram.lowerBound(1)).isEqualTo(2);
        assertThat(histogram.upperBound(4)).isEqualTo(10);
        assertThat(Histogram.logarithmic(1, 1_000, 3).upperBound(0)).isCloseTo(10, within(1e-9));
        assertThatThrownBy(() -> new Histogram(1, 1))
                .hasMessage("a histogram needs at least two ascending bounds, but got [1.0, 1.0]");
    }
}
