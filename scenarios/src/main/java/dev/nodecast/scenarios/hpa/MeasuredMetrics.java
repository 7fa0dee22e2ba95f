package dev.nodecast.scenarios.hpa;

import dev.nodecast.scenarios.trace.Loaded;
import dev.nodecast.scenarios.trace.SeriesSet;
import dev.nodecast.scenarios.trace.TimeSeries;
import dev.nodecast.scenarios.trace.Traces;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The series of one file, from which each metric takes the column of its name. A value holds until the next one, for
 * at most one and a half of the usual steps where holes count as missing.
 */
public final class MeasuredMetrics {

    private static final String GAP = "NC0720";
    private static final String NO_COLUMN = "NC0721";
    private static final double MILLI = 1000;

    private final Path file;
    private final SeriesSet series;
    private final GapRule gaps;
    private final List<Diagnostic> warnings;
    private final Map<String, TimeSeries> columns = new LinkedHashMap<>();

    private MeasuredMetrics(Path file, Loaded<SeriesSet> loaded, GapRule gaps) {
        this.file = file;
        this.series = loaded.trace();
        this.gaps = gaps;
        this.warnings = gaps == GapRule.REFUSE ? List.of() : loaded.warnings();
    }

    /**
     * Reads a file with one or more series over time, CSV or what Prometheus exports.
     *
     * @throws InvalidInput for text where numbers should be, and for holes where they are refused
     */
    public static MeasuredMetrics read(Path file, GapRule gaps) {
        Loaded<SeriesSet> loaded = Traces.read(file, SeriesSet.class);
        List<Diagnostic> holes =
                loaded.warnings().stream().filter(MeasuredMetrics::isHole).toList();
        if (gaps == GapRule.REFUSE && !holes.isEmpty()) {
            throw new InvalidInput(holes.stream().map(MeasuredMetrics::refused).toList());
        }
        return new MeasuredMetrics(file, loaded, gaps);
    }

    private static boolean isHole(Diagnostic warning) {
        String found = Objects.requireNonNullElse(warning.found(), "");
        return found.startsWith("no ") || found.startsWith("a gap");
    }

    private static Diagnostic refused(Diagnostic hole) {
        String found = Objects.requireNonNullElse(hole.found(), "");
        return Diagnostic.error(GAP, hole.mark(), "the metric series has a gap: " + found)
                .found(found)
                .expected(Objects.requireNonNullElse(hole.expected(), "a value at every step"))
                .help(
                        "complete the series, or say what a gap means: --gaps missing (the metric cannot be read, as in an"
                                + " outage) or --gaps hold (the last value before it holds)");
    }

    /** What was odd in the file. */
    public List<Diagnostic> warnings() {
        return warnings;
    }

    /** When the first sample was taken, where the file says so. */
    public Optional<Instant> start() {
        return series.start();
    }

    /** Time of the last sample. */
    public long endNs() {
        return series.series().stream()
                .mapToLong(one -> one.timeNs(one.size() - 1))
                .max()
                .orElse(0);
    }

    /** The names by which metrics have found a column. */
    List<String> metrics() {
        return List.copyOf(columns.keySet());
    }

    /**
     * Gives a metric its column: the one of any of its names, or the only one there is where it is the only metric.
     *
     * @throws InvalidInput where there is none
     */
    void assign(String metric, List<String> names, boolean onlyMetric) {
        TimeSeries column = names.stream()
                .flatMap(name -> series.find(name).stream())
                .findFirst()
                .or(() -> onlyMetric && series.series().size() == 1
                        ? Optional.of(series.series().getFirst())
                        : Optional.empty())
                .orElseThrow(() -> noColumn(metric, names));
        columns.put(metric, column);
    }

    private InvalidInput noColumn(String metric, List<String> names) {
        String found =
                series.series().stream().map(one -> "`" + one.name() + "`").collect(Collectors.joining(", "));
        String expected =
                names.stream().map(name -> "`" + name + "`").distinct().collect(Collectors.joining(" or "));
        return new InvalidInput(Diagnostic.error(
                        NO_COLUMN,
                        SourceText.named(file.toString()).whole(),
                        "no column of the file belongs to the metric `" + metric + "`")
                .found("the columns " + found)
                .expected("a column " + expected)
                .help("name the column after the metric"));
    }

    /** The columns that no metric uses. */
    List<String> unused() {
        List<String> unused = new ArrayList<>();
        for (TimeSeries one : series.series()) {
            if (!columns.containsValue(one)) {
                unused.add(one.name());
            }
        }
        return unused;
    }

    /** Value of a metric at a time in thousandths; empty before its first sample and in holes that count as missing. */
    OptionalLong milliAt(String metric, long timeNs) {
        TimeSeries column = columns.get(metric);
        int index = column == null ? -1 : indexAt(column, timeNs);
        if (column == null || index < 0 || isInHole(column, index, timeNs)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of((long) Math.ceil(column.value(index) * MILLI));
    }

    private boolean isInHole(TimeSeries column, int index, long timeNs) {
        long usualNs = column.medianStepNs();
        boolean last = index + 1 == column.size();
        boolean longStep = last || 2 * (column.timeNs(index + 1) - column.timeNs(index)) > 3 * usualNs;
        return gaps == GapRule.MISSING && usualNs > 0 && longStep && timeNs >= column.timeNs(index) + usualNs;
    }

    /** Index of the last sample that is not later; negative before the first. */
    private static int indexAt(TimeSeries column, long timeNs) {
        int low = 0;
        int high = column.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (column.timeNs(middle) <= timeNs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
