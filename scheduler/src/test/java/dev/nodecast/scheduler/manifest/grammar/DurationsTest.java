package dev.nodecast.scheduler.manifest.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0s",
        "0s, 0, 0s",
        "30s, 30000000000, 30s",
        "300ms, 300000000, 300ms",
        "1h30m, 5400000000000, 1h30m0s",
        "90m, 5400000000000, 1h30m0s",
        "168h, 604800000000000, 168h0m0s",
        "1.5s, 1500000000, 1.5s",
        "-2m, -120000000000, -2m0s",
        "1h0.5s, 3600500000000, 1h0m0.5s",
        "7us, 7000, 7µs",
        "3ns, 3, 3ns",
    })
    void durationsMeanWhatGoSays(String text, long ns, String printed) {
        assertThat(Durations.parseNs(text)).hasValue(ns);
        assertThat(Durations.format(ns)).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "30", "1.5", "s", "1d", "1 h", "30 s", "1h-5m", "Never", "1e3s", "PT30S", "1H", "9999999h"})
    void anythingElseIsNoDuration(String text) {
        assertThat(Durations.parseNs(text)).isEmpty();
    }

    @Test
    void whatLastsLongerThanTimeCanBeToldLastsForEver() {
        long now = 1_790_000_000_000_000_000L;
        assertThat(Durations.endNs(now, 1_000_000_000L)).isEqualTo(now + 1_000_000_000L);
        assertThat(Durations.endNs(now, Long.MAX_VALUE - now)).isEqualTo(Long.MAX_VALUE);
        assertThat(Durations.endNs(now, Durations.parseNs("2562047h").orElseThrow()))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(Durations.endNs(-5, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE - 5);
    }

    @Property
    void printingAndParsingGivesTheSameTime(@ForAll long ns) {
        long value = ns == Long.MIN_VALUE ? 0 : ns;
        assertThat(Durations.parseNs(Durations.format(value))).hasValue(value);
    }

    @Property
    void noTextMakesTheParserFail(@ForAll String text) {
        Durations.parseNs(text).ifPresent(ns -> assertThat(Durations.format(ns)).isNotEmpty());
    }
}
