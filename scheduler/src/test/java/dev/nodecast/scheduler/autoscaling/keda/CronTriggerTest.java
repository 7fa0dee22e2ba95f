package dev.nodecast.scheduler.autoscaling.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cron trigger of KEDA: five replicas in office hours. */
class CronTriggerTest {

    private static final Map<String, String> OFFICE =
            Map.of("timezone", "Asia/Seoul", "start", "0 9 * * 1-5", "end", "0 18 * * 1-5", "desiredReplicas", "5");

    private static CronTrigger with(String key, String value) {
        Map<String, String> metadata = new HashMap<>(OFFICE);
        metadata.put(key, value);
        return CronTrigger.of(ScaleTrigger.of("cron", metadata));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-01T08:59:59+09:00, false",
        "2026-10-01T09:00:00+09:00, true",
        "2026-10-01T17:59:59+09:00, true",
        "2026-10-01T18:00:00+09:00, false",
        "2026-10-03T12:00:00+09:00, false" // a Saturday
    })
    void isWithinFromItsStartUntilItsEnd(String time, boolean within) {
        TriggerReading reading = with("timezone", "Asia/Seoul").at(Instant.parse(time));
        assertThat(reading).isEqualTo(new TriggerReading.Scheduled(within ? 5000 : 0, within));
    }

    @Test
    void mayReachOverMidnight() {
        CronTrigger night = CronTrigger.of(ScaleTrigger.of(
                "cron", Map.of("timezone", "UTC", "start", "0 22 * * *", "end", "0 6 * * *", "desiredReplicas", "2")));
        assertThat(night.at(Instant.parse("2026-10-01T23:00:00Z"))).isEqualTo(new TriggerReading.Scheduled(2000, true));
        assertThat(night.at(Instant.parse("2026-10-01T12:00:00Z"))).isEqualTo(new TriggerReading.Scheduled(0, false));
    }

    @ParameterizedTest
    @CsvSource({
        "timezone, Seoul, a time zone",
        "start, 0 9 * *, five cron fields",
        "start, @daily, five cron fields",
        "end, 0 9 * * 1-5, a start that differs",
        "desiredReplicas, 0, a whole number above 0"
    })
    void isRefusedWhereKedaRefusesIt(String key, String value, String expected) {
        assertThatThrownBy(() -> with(key, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expected);
    }
}
