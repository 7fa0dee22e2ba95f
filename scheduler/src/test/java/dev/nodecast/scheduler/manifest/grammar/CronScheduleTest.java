package dev.nodecast.scheduler.manifest.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {

    // 2026-10-01 is a Thursday.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * *         | 2026-10-01T13:37 | true",
                "0 9 * * mon-fri   | 2026-10-01T09:00 | true",
                "0 9 * * mon-fri   | 2026-10-03T09:00 | false",
                "0 9 * * mon-fri   | 2026-10-01T09:01 | false",
                "*/15 8-18 * * *   | 2026-10-01T18:45 | true",
                "*/15 8-18 * * *   | 2026-10-01T19:00 | false",
                "5/20 * * * *      | 2026-10-01T00:45 | true",
                "0 0 1,15 * *      | 2026-10-15T00:00 | true",
                "0 0 1 * sun       | 2026-10-04T00:00 | true",
                "0 0 1 * sun       | 2026-10-01T00:00 | true",
                "0 0 1 * sun       | 2026-10-02T00:00 | false",
                "@daily            | 2026-10-02T00:00 | true",
                "@weekly           | 2026-10-04T00:00 | true",
                "@monthly          | 2026-10-02T00:00 | false",
                "0 0 1 JAN *       | 2027-01-01T00:00 | true",
            })
    void aScheduleFiresInTheMinutesThatItsFieldsName(String text, LocalDateTime time, boolean fires) {
        assertThat(CronSchedule.parse(text).orElseThrow().matches(time)).isEqualTo(fires);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 7",
                "*/0 * * * *",
                "5-1 * * * *",
                "a * * * *",
                "@never",
                "* * * * * *",
                "1,, * * * *",
                "1-2-3 * * * *"
            })
    void otherTextIsNoSchedule(String text) {
        assertThat(CronSchedule.parse(text)).isEmpty();
    }

    @Property
    void noTextMakesTheParserFail(@ForAll String text) {
        assertThat(CronSchedule.parse(text))
                .satisfiesAnyOf(s -> assertThat(s).isEmpty(), s -> assertThat(s).isPresent());
    }
}
