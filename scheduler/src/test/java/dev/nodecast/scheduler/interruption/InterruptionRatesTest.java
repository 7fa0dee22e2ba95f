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
        rates.started(G5, 0);
        rates.started(G5, 0);
        rates.interrupted(G5, 10 * HOUR_NS);
        rates.ended(G5, 10 * HOUR_NS);
        // (0.01 + 1) / (0.01 / 0.0002 + 2 x 10 h), and 10 h of the other one later with 10 h more
        assertThat(rates.perHour(G5, .0002, 10 * HOUR_NS)).isCloseTo(1.01 / 70, within(1e-12));
        assertThat(rates.perHour(G5, .0002, 20 * HOUR_NS)).isCloseTo(1.01 / 80, within(1e-12));
    }

    @Test
    void otherZonesLearnNothingFromIt() {
        rates.started(G5, 0);
        rates.interrupted(G5, HOUR_NS);
        assertThat(rates.perHour(new Pool("g5.xlarge", "b"), .0002, HOUR_NS)).isEqualTo(.0002);
    }

    @Test
    void aQuietPoolComesToCountAsQuieterThanPublished() {
        rates.started(G5, 0);
        assertThat(rates.perHour(G5, .0002, 1_000 * HOUR_NS)).isLessThan(.0002);
    }

    /** The bands' middles: 2.5 % of the instances within 730 hours, and so on. */
    @Test
    void aBandIsAnHourlyRate() {
        assertThat(1 - Math.exp(-730 * InterruptionBand.BELOW_5.perHour())).isCloseTo(.025, within(1e-12));
        assertThat(1 - Math.exp(-730 * InterruptionBand.ABOVE_20.perHour())).isCloseTo(.30, within(1e-12));
    }
}
