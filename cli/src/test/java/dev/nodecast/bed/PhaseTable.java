package dev.nodecast.bed;

import dev.nodecast.scenarios.journal.RecordedNode;
import dev.nodecast.scenarios.journal.RecordedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was launched in each part of a workload, and how long nodes ran, in a live run beside a simulated one. */
record PhaseTable(List<Row> rows) {

    private static final double HOUR_NS = 3600e9;

    /** A part of the workload, in nanoseconds from its start. */
    record Phase(String name, long fromNs, long toNs) {}

    /**
     * Nodes of one run in one phase.
     *
     * @param launched how many of each type and capacity type
     * @param hours that nodes ran, whenever they were launched
     */
    record Nodes(SortedMap<String, Integer> launched, double hours) {

        /** @param startNs when the workload began by the clock of the run */
        static Nodes of(RecordedRun run, Phase phase, long startNs) {
            SortedMap<String, Integer> launched = new TreeMap<>();
            double hours = 0;
            for (RecordedNode node : run.nodes()) {
                long from = node.launchedNs() - startNs;
                long to = Objects.requireNonNullElse(node.endedNs(), run.endNs()) - startNs;
                hours += Math.max(0, Math.min(to, phase.toNs()) - Math.max(from, phase.fromNs())) / HOUR_NS;
                if (from >= phase.fromNs() && from < phase.toNs()) {
                    launched.merge(node.instanceType() + " " + node.capacityType(), 1, Integer::sum);
                }
            }
            return new Nodes(launched, hours);
        }
    }

    record Row(Phase phase, Nodes live, Nodes simulated) {

        boolean sameLaunches() {
            return live.launched().equals(simulated.launched());
        }

        /** By which share of the simulated node-hours the live ones are more, or fewer. */
        double more() {
            return live.hours() / simulated.hours() - 1;
        }
    }

    /** @param liveStartNs when the workload began by the live run's clock; in the simulator it is 0 */
    static PhaseTable of(List<Phase> phases, RecordedRun live, long liveStartNs, RecordedRun simulated) {
        List<Row> rows = new ArrayList<>();
        for (Phase phase : phases) {
            rows.add(new Row(phase, Nodes.of(live, phase, liveStartNs), Nodes.of(simulated, phase, 0)));
        }
        return new PhaseTable(rows);
    }

    /** By which share node-hours differ in all. */
    double more() {
        double live = rows.stream().mapToDouble(row -> row.live().hours()).sum();
        double simulated =
                rows.stream().mapToDouble(row -> row.simulated().hours()).sum();
        return live / simulated - 1;
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(line("phase", "launched live", "simulated", "node-hours", "simulated", ""));
        for (Row row : rows) {
            text.append(line(
                    row.phase().name(),
                    words(row.live().launched()),
                    row.sameLaunches() ? "the same" : words(row.simulated().launched()),
                    hours(row.live()),
                    hours(row.simulated()),
                    percent(row.more())));
        }
        return text.append("node-hours in all: live ")
                .append(percent(more()))
                .append(" of the simulated\n")
                .toString();
    }

    private static String words(SortedMap<String, Integer> launched) {
        List<String> words = new ArrayList<>();
        launched.forEach((type, count) -> words.add(count + " " + type));
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    private static String hours(Nodes nodes) {
        return String.format(Locale.ROOT, "%.4f", nodes.hours());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%+.2f %%", share * 100);
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-16s  %-72s  %-24s  %10s  %10s  %9s%n", cells);
    }
}
