package dev.nodecast.scenarios.trajectory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A live run beside recorded ones and beside the simulator's seeds.
 *
 * @param rows what it must agree in is decisive; other totals are shown beside
 */
public record Verdict(List<Row> rows) {

    /** What a total of the live run is held against. */
    public sealed interface Yardstick {

        /**
         * What was recorded: at most a tolerance under the least or over the most of it.
         *
         * @param tolerance a share, such as 0.02
         */
        record Recorded(double tolerance) implements Yardstick {}

        /** The range of the simulator's seeds: for timelines where a second more or less changes everything after it. */
        record Seeds() implements Yardstick {}
    }

    /** What a run must agree in; other totals are shown beside. */
    private static final List<String> DECISIVE =
            List.of("instance-seconds", "cost USD", "launches", "unscheduled pod-seconds");

    /**
     * One measure.
     *
     * @param least and most of the simulator's seeds
     * @param decisive whether the verdict depends on it
     */
    public record Row(
            String measure,
            double live,
            List<Double> observed,
            double least,
            double most,
            boolean decisive,
            boolean agrees) {
        public Row {
            observed = List.copyOf(observed);
        }
    }

    public Verdict {
        rows = List.copyOf(rows);
    }

    public static Verdict of(Recording live, List<Recording> simulated, List<Observed> observed, Yardstick yardstick) {
        List<Agreement.Row> lives = Agreement.of(List.of(live), observed).rows();
        List<Agreement.Row> ensemble = Agreement.of(simulated, observed).rows();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < lives.size(); i++) {
            rows.add(row(lives.get(i), ensemble.get(i), yardstick));
        }
        return new Verdict(rows);
    }

    private static Row row(Agreement.Row live, Agreement.Row ensemble, Yardstick yardstick) {
        double value = live.simulated().getFirst();
        double least = ensemble.simulated().stream().mapToDouble(d -> d).min().orElse(Double.NaN);
        double most = ensemble.simulated().stream().mapToDouble(d -> d).max().orElse(Double.NaN);
        double low = live.observed().stream().mapToDouble(d -> d).min().orElse(Double.NaN);
        double high = live.observed().stream().mapToDouble(d -> d).max().orElse(Double.NaN);
        boolean agrees = switch (yardstick) {
            case Yardstick.Recorded(double tolerance) ->
                value >= low * (1 - tolerance) && value <= high * (1 + tolerance);
            case Yardstick.Seeds() -> value >= least && value <= most;
        };
        return new Row(live.measure(), value, live.observed(), least, most, DECISIVE.contains(live.measure()), agrees);
    }

    /** One line for each measure: live, as recorded, the range of the simulator's seeds, and whether it agrees. */
    public String table() {
        StringBuilder text = new StringBuilder(line("", "live", "recorded", "simulator's seeds", ""));
        for (Row row : rows) {
            text.append(line(
                    row.measure(),
                    number(row.live()),
                    String.join(
                            " / ", row.observed().stream().map(Verdict::number).toList()),
                    number(row.least()) + " … " + number(row.most()),
                    row.agrees() ? "agrees" : row.decisive() ? "DIFFERS" : "differs"));
        }
        return text.toString();
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-24s %12s %28s %28s  %s%n", cells);
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.4f" : "%.1f", value);
    }

    /** Whether it agrees in everything that is decisive. */
    public boolean agrees() {
        return rows.stream().filter(Row::decisive).allMatch(Row::agrees);
    }
}
