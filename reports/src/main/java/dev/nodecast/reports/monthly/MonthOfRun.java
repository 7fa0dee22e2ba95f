package dev.nodecast.reports.monthly;

import dev.nodecast.reports.input.ReportProblem;
import dev.nodecast.reports.input.RunPeriod;
import dev.nodecast.reports.input.StoredResult;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Collectors;

/** The part of a run that lies in one month of the scenario's time zone. */
record MonthOfRun(YearMonth month, RunPeriod run) {
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * The part of {@code result} that lies in {@code month}.
     *
     * @throws dev.nodecast.scheduler.diagnostics.InvalidInput naming the months of the run where it has no time in this one
     */
    static MonthOfRun of(StoredResult result, YearMonth month) {
        RunPeriod run = result.period();
        List<YearMonth> months = run.months();
        if (!months.contains(month)) {
            throw ReportProblem.inRequest(
                    result.path(),
                    "month " + month,
                    "a month of the run, which covers "
                            + months.stream().map(YearMonth::toString).collect(Collectors.joining(", ")),
                    "ask for `--month " + months.getFirst() + "`");
        }
        return new MonthOfRun(month, run);
    }

    /** Whether the run has no time in other months. */
    boolean isWholeRun() {
        return run.months().size() == 1;
    }

    LocalDate firstDay() {
        LocalDate first = month.atDay(1);
        return run.firstDay().isAfter(first) ? run.firstDay() : first;
    }

    LocalDate lastDay() {
        LocalDate last = month.atEndOfMonth();
        return run.lastDay().isBefore(last) ? run.lastDay() : last;
    }

    List<LocalDate> days() {
        return firstDay().datesUntil(lastDay().plusDays(1)).toList();
    }

    /** When it begins: the midnight of the first day, or the run's start. */
    Instant from() {
        Instant midnight = firstDay().atStartOfDay(run.zone()).toInstant();
        return midnight.isBefore(run.start()) ? run.start() : midnight;
    }

    /** When it ends: the midnight after the last day, or the run's end. */
    Instant to() {
        Instant midnight = lastDay().plusDays(1).atStartOfDay(run.zone()).toInstant();
        return midnight.isAfter(run.end()) ? run.end() : midnight;
    }

    /** Whether a moment, in seconds after the run's start, lies in the month; the run's very end belongs to its last. */
    boolean contains(double seconds) {
        return seconds >= secondsTo(from()) && (seconds < secondsTo(to()) || to().equals(run.end()));
    }

    private double secondsTo(Instant moment) {
        Duration since = Duration.between(run.start(), moment);
        return since.getSeconds() + since.getNano() / NANOS_PER_SECOND;
    }
}
