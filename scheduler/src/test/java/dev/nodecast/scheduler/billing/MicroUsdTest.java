package dev.nodecast.scheduler.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MicroUsdTest {

    @ParameterizedTest
    @CsvSource({"1.006, 1006000, 1.006", "0, 0, 0.00", "724.3200, 724320000, 724.32", "-0.5, -500000, -0.50"})
    void usdIsReadAndWrittenExactly(String usd, long microUsd, String formatted) {
        assertThat(MicroUsd.parse(usd)).isEqualTo(microUsd);
        assertThat(MicroUsd.format(microUsd)).isEqualTo(formatted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1e3", "$1", "1,5", ".5", "0.0000001", "99999999999999"})
    void whatIsNoExactAmountIsRefused(String usd) {
        assertThatThrownBy(() -> MicroUsd.parse(usd))
                .isInstanceOf(NumberFormatException.class)
                .hasMessageContaining("found `" + usd + "`");
    }

    @Test
    void amountsAreRoundedHalfEven() {
        assertThat(MicroUsd.amount(1, 5, 2)).isEqualTo(2);
        assertThat(MicroUsd.amount(1, 7, 2)).isEqualTo(4);
        assertThat(MicroUsd.amount(1, -5, 2)).isEqualTo(-2);
    }

    @Test
    void aPetabyteOfTransferDoesNotOverflow() {
        assertThat(MicroUsd.amount(126_000, 1L << 50, 1L << 30)).isEqualTo(126_000L << 20);
    }
}
