package dev.nodecast.scenarios.trace;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Measured series of one file: rates per model, latencies, queue lengths, or what Prometheus exports.
 *
 * @param series the series, in file order, names unique
 * @param start when time 0 was, where the source says so
 */
public record SeriesSet(List<TimeSeries> series, Optional<Instant> start) implements Trace {

    public SeriesSet {
        series = List.copyOf(series);
        if (series.isEmpty()) {
            throw new IllegalArgumentException("a set of series needs at least one");
        }
    }

    /** The series called {@code name}, if there is one. */
    public Optional<TimeSeries> find(String name) {
        return series.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    @Override
    public String kind() {
        return "measured series";
    }
}
