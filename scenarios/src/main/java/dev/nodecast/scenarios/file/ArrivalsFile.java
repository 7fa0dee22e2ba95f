package dev.nodecast.scenarios.file;

import dev.nodecast.scenarios.file.binding.Doc;
import dev.nodecast.scenarios.file.value.FileRef;
import dev.nodecast.scenarios.file.value.JobRate;
import dev.nodecast.scenarios.workload.DemandKind;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Generated arrivals, or a measurement of your own. */
public record ArrivalsFile(
        @Doc("Mean rate, such as 40/h or 1000/d; with a measurement this stays 0/h.")
        JobRate rate,

        @Doc("Rhythm of the day.") Rhythm rhythm,

        @Doc(value = "24 weights for the hours of the day from midnight; instead of a rhythm.", min = 0)
        List<Double> hours,

        @Doc(value = "7 weights for the days of the week, Monday first.", min = 0)
        List<Double> weekdays,

        @Doc(
                value = "Hourly index of dispersion besides the rhythm: 1 is plain Poisson, real traces have 5 to 150.",
                min = 1,
                max = 100000)
        double dispersion,

        @Doc(value = "Mean number of jobs that arrive together.", min = 1, max = 100000)
        double batch,

        @Doc("Bursts on top.") Optional<Bursts> bursts,
        @Doc("Your own measurement, instead of a rate.") Optional<Measurement> measured) {

    public static final ArrivalsFile DEFAULTS = new ArrivalsFile(
            JobRate.NONE, Rhythm.FLAT, List.of(), List.of(), 20, 1, Optional.empty(), Optional.empty());

    /** Daily rhythms: flat, office hours with an evening peak, or measured ones. */
    public enum Rhythm {
        FLAT,
        /** Low at night, a plateau by day, a peak in the evening: a consumer product. */
        CONSUMER,
        GENAI_SD,
        OPENB_2023,
        PHILLY_MONTH,
        SERVEGEN_M_SMALL,
        SERVEGEN_DEEPSEEK_R1
    }

    /** Times of much higher demand. */
    public record Bursts(
            @Doc("Mean time between two bursts.") Duration every,
            @Doc("Mean length of a burst.") Duration length,

            @Doc(value = "Rate within a burst over the rate outside.", min = 1, max = 1000)
            double intensity) {

        public static final Bursts DEFAULTS = new Bursts(Duration.ofHours(12), Duration.ofMinutes(20), 5);
    }

    /** A CSV or Prometheus export of your own. */
    public record Measurement(
            @Doc(
                    value = "CSV (time, value) or JSON of Prometheus' query_range, relative to this file.",
                    required = true)
            FileRef file,

            @Doc("What its values are.") DemandKind kind,

            @Doc("Which series, where the file has several.")
            Optional<String> series,

            @Doc(value = "Workers that served the queue then; for queue-length only.", min = 0)
            double workers,

            @Doc(value = "Factor on the demand.", min = 0, max = 1000000)
            double scale,

            @Doc("Whether it begins again at its end.") boolean repeat) {

        public static final Measurement DEFAULTS = new Measurement(
                new FileRef("", SourceMark.of("", 0, 0)), DemandKind.PER_SECOND, Optional.empty(), 1, 1, false);
    }
}
