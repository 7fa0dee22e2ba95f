package dev.nodecast.scheduler.interruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.scheduler.catalog.InterruptionBand;
import dev.nodecast.scheduler.interruption.InterruptionRates.Pool;
import org.junit.jupiter.api.Test;

class InterruptionRatesTest {

    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final Pool G5 = new Pool("g5.xlarge", "a");

    private final InterruptionRates rates = new InterruptionRates();

    @Test
    void withoutOwnExperienceThePublishedRateHolds() {
        assertThat(rates.perHour(G5, .0002, 0)).isEqualTo(.0002);
    }

    @Test
    void whatIsPublishedNowhereCountsAsTheHighestBand() {
        assertThat(rates.perHour(G5, null, 0)).isEqualTo(InterruptionBand.ABOVE_20.perHour());
    }

    @Test
    void interruptionsAndHoursCorrectIt() {
        rates.started(G5, .0002, 0);
        rates.interrupted(G5, HOUR_NS);
        rates.ended(G5, HOUR_NS);
        // of an hour 1 - 2^(-1/24) = 0.02847 of a half-life of 24 h / ln 2 = 34.62 h is remembered: 0.9857 h
        double market = .0002 * 1.01 / (.01 + .0002 * .98571);
        assertThat(rates.perHour(G5, .0002, HOUR_NS)).isCloseTo(2 / (1 / market + .98571), within(1e-6));
    }

    @Test
    void otherZonesLearnFromItHowHarshTheMarketIs() {
        rates.started(G5, .0002, 0);
        rates.interrupted(G5, HOUR_NS);
        double elsewhere = rates.perHour(new Pool("g5.xlarge", "b"), .0001, HOUR_NS);
        assertThat(elsewhere).isCloseTo(.0001 * 1.01 / (.01 + .0002 * .98571), within(1e-6));
        assertThat(elsewhere).isLessThan(rates.perHour(G5, .0002, HOUR_NS));
    }

    @Test
    void aQuietPoolComesToCountAsQuieterThanPublished() {
        rates.started(G5, .0002, 0);
        assertThat(rates.perHour(G5, .0002, 1_000 * HOUR_NS)).isLessThan(.0002);
    }

    @Test
    void afterTwoWeeksWithoutAnythingThePublishedRateHoldsNearlyAgain() {
        rates.started(G5, .0002, 0);
        rates.interrupted(G5, HOUR_NS);
        rates.ended(G5, HOUR_NS);
        assertThat(rates.perHour(G5, .0002, 15 * 24 * HOUR_NS)).isCloseTo(.0002, within(.00001));
    }

    /** The bands' middles: 2.5 % of the instances within 730 hours, and so on. */
    @Test
    void aBandIsAnHourlyRate() {
        assertThat(1 - Math.exp(-730 * InterruptionBand.BELOW_5.perHour())).isCloseTo(.025, within(1e-12));
        assertThat(1 - Math.exp(-730 * InterruptionBand.ABOVE_20.perHour())).isCloseTo(.30, within(1e-12));
    }
}
