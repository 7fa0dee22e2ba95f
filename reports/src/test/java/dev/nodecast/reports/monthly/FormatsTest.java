package dev.nodecast.reports.monthly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scenarios.result.Estimate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "3.24, 3.2 s",
        "9.96, 10.0 s",
        "59.4, 59 s",
        "59.6, 1 min 0 s",
        "250, 4 min 10 s",
        "3599.7, 1 h 0 min",
        "9180, 2 h 33 min",
        "86399, 24 h 0 min",
        "187200, 2 d 4 h",
        "NaN, –",
    })
    void timesHaveTheTwoUnitsThatSayMost(double seconds, String text) {
        assertThat(Formats.time(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"1234567.891;$1,234,567.89", "0.0537;$0.0537", "0;$0.00", "-0.3;−$0.30", "-0.00001;$0.0000"})
    void moneyHasCentsAndSmallMoneyFourDecimals(double usd, String text) {
        assertThat(Formats.money(usd)).isEqualTo(text);
    }

    @Test
    void anEstimateOfSeveralReplicationsShowsItsInterval() {
        assertThat(Formats.money(new Estimate(9, new Estimate.Range(8.5, 9.5)))).isEqualTo("$9.00 ($8.50 to $9.50)");
        assertThat(Formats.count(Estimate.of(1_234))).isEqualTo("1,234");
        assertThat(Formats.time(Estimate.of(Double.NaN))).isEqualTo("–");
    }
}
