package dev.nodecast.reports.input;

import dev.nodecast.scenarios.result.ScenarioResult.Identity;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** When the run was, in the scenario's time zone. */
public record RunPeriod(Instant start, Instant end, ZoneId zone) {
    private static final double NANOS_PER_HOUR = 3.6e12;
    private static final double MILLIS_PER_SECOND = 1e3;

    /** The period that {@code summary.json} in {@code folder} states. */
    static RunPeriod of(Identity scenario, Path folder) {
        try {
            Instant start = OffsetDateTime.parse(scenario.start()).toInstant();
            Duration length = Duration.ofNanos(Math.round(scenario.durationHours() * NANOS_PER_HOUR));
            return new RunPeriod(start, start.plus(length), ZoneId.of(scenario.timeZone()));
        } catch (DateTimeException unreadable) {
            RuntimeException problem = ReportProblem.inFile(
                    folder.resolve("summary.json"),
                    "scenario.start `" + scenario.start() + "` and scenario.timeZone `" + scenario.timeZone() + "`",
                    "an instant with an offset such as 2026-10-01T00:00:00+09:00 and a zone such as Asia/Seoul",
                    ReportProblem.SIMULATE_AGAIN);
            problem.initCause(unreadable);
            throw problem;
        }
    }

    /** The moment {@code seconds} after the start. */
    public ZonedDateTime at(double seconds) {
        return start.plusMillis(Math.round(seconds * MILLIS_PER_SECOND)).atZone(zone);
    }

    public LocalDate firstDay() {
        return start.atZone(zone).toLocalDate();
    }

    /** The last day that the run has time in; the first where it has none. */
    public LocalDate lastDay() {
        return end.isAfter(start) ? end.minusNanos(1).atZone(zone).toLocalDate() : firstDay();
    }

    /** The months that the run has time in. */
    public List<YearMonth> months() {
        List<YearMonth> months = new ArrayList<>();
        YearMonth last = YearMonth.from(lastDay());
        for (YearMonth month = YearMonth.from(firstDay()); !month.isAfter(last); month = month.plusMonths(1)) {
            months.add(month);
        }
        return months;
    }
}
