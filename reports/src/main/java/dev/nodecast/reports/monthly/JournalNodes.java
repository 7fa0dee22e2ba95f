package dev.nodecast.reports.monthly;

import dev.nodecast.reports.page.Block;
import dev.nodecast.reports.page.Block.Column;
import dev.nodecast.reports.page.Block.Fact;
import dev.nodecast.reports.page.Block.Kind;
import dev.nodecast.reports.page.Block.Line;
import dev.nodecast.reports.page.Section;
import dev.nodecast.scenarios.journal.RecordedCommand;
import dev.nodecast.scenarios.journal.RecordedNode;
import dev.nodecast.scheduler.billing.MicroUsd;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Nodes of a recorded month: where they came from, why they went, and what was decided to save money. */
final class JournalNodes {
    private static final double NS_PER_S = 1e9;

    private final JournalMonth month;

    JournalNodes(JournalMonth month) {
        this.month = month;
    }

    Section section() {
        List<RecordedNode> launched = month.launched();
        int found = month.nodes().size() - launched.size();
        List<Fact> facts = List.of(
                new Fact("Nodes launched", Formats.count(launched.size())),
                new Fact("There before", Formats.count(found)),
                new Fact("Nodes ended", Formats.count(month.ended().size())),
                new Fact(
                        "Nodes interrupted",
                        Formats.count(month.ended().stream()
                                .filter(RecordedNode::interrupted)
                                .count())),
                new Fact("Launches that failed", Formats.count(decided("LaunchFailed"))),
                new Fact("From request to a useful node", quantiles(untilUseful(launched))),
                new Fact("Life of a node", quantiles(lives())));
        List<Block> blocks = new ArrayList<>(List.of(new Block.Facts(facts), pools()));
        if (!month.ended().isEmpty()) {
            blocks.add(ends());
        }
        return new Section("nodes", "Nodes and interruptions", "", blocks);
    }

    /** Of the whole record, which may be more than the month. */
    private double decided(String what) {
        return month.history().decisions().getOrDefault(what, 0L);
    }

    private static Waits untilUseful(List<RecordedNode> launched) {
        Waits waits = new Waits();
        for (RecordedNode node : launched) {
            if (node.requestedNs() != null && node.initializedNs() != null) {
                waits.add((node.initializedNs() - node.requestedNs()) / NS_PER_S);
            }
        }
        return waits;
    }

    private Waits lives() {
        Waits lives = new Waits();
        for (RecordedNode node : month.ended()) {
            if (node.endedNs() != null) {
                lives.add((node.endedNs() - node.launchedNs()) / NS_PER_S);
            }
        }
        return lives;
    }

    private static String quantiles(Waits times) {
        return times.count() == 0
                ? "–"
                : "half within " + Formats.time(times.quantile(0.5)) + ", 95 of 100 within "
                        + Formats.time(times.quantile(0.95));
    }

    private Block pools() {
        SortedMap<String, List<RecordedNode>> kinds = by(
                month.nodes(),
                node -> Words.orNone(node.pool()) + " · " + node.instanceType() + " · " + node.capacityType());
        List<Line> lines = new ArrayList<>();
        kinds.forEach((kind, nodes) -> lines.add(Line.of(
                kind,
                Formats.count(nodes.stream().filter(month.launched()::contains).count()),
                Formats.count(nodes.stream().filter(RecordedNode::interrupted).count()),
                hours(nodes),
                Formats.money(nodes.stream()
                        .mapToDouble(node -> node.usd(month.fromNs(), month.toNs()))
                        .sum()))));
        return new Block.Table(
                "By pool, instance type and capacity type",
                List.of(
                        Column.text(""),
                        Column.number("launched"),
                        Column.number("interrupted"),
                        Column.number("node-hours"),
                        Column.number("cost, USD")),
                lines,
                "");
    }

    private String hours(List<RecordedNode> nodes) {
        return Formats.quantity(java.math.BigDecimal.valueOf(nodes.stream()
                .mapToDouble(node -> node.hours(month.fromNs(), month.toNs()))
                .sum()));
    }

    private Block ends() {
        double all = month.ended().size();
        List<Line> lines =
                by(month.ended(), node -> Objects.requireNonNullElse(node.cause(), "not said")).entrySet().stream()
                        .sorted(Comparator.comparingInt((Map.Entry<String, List<RecordedNode>> end) ->
                                -end.getValue().size()))
                        .map(end -> Line.of(
                                        end.getKey(),
                                        Formats.count(end.getValue().size()),
                                        Formats.percent(end.getValue().size() / all))
                                .bar(end.getValue().size() / all))
                        .toList();
        return new Block.Table(
                "Why nodes ended",
                List.of(Column.text("cause"), Column.number("nodes"), Column.number("share")),
                lines,
                "");
    }

    private static <T> SortedMap<String, List<T>> by(List<T> all, Function<T, String> key) {
        SortedMap<String, List<T>> groups = new TreeMap<>();
        all.forEach(one -> groups.computeIfAbsent(key.apply(one), name -> new ArrayList<>())
                .add(one));
        return groups;
    }

    /** What the disruption controller decided. */
    Section commands() {
        List<Line> lines = new ArrayList<>();
        by(month.commands(), command -> command.method() + " · " + command.reason())
                .forEach((kind, commands) -> lines.add(line(kind, commands)));
        if (!lines.isEmpty()) {
            List<RecordedCommand> all = month.commands();
            lines.add(new Line(Kind.SUM, line("all", all).cells(), -1));
        }
        Block block = lines.isEmpty()
                ? new Block.Notes(List.of("Nothing was decided to save money or to renew nodes."))
                : new Block.Table(
                        "Commands of disruption",
                        List.of(
                                Column.text("method · reason"),
                                Column.number("commands"),
                                Column.number("nodes"),
                                Column.number("replacements"),
                                Column.number("saved, USD an hour")),
                        lines,
                        "Saved: what the nodes cost an hour less the lowest prices of their replacements, summed over"
                                + " commands at the moment of each; how long a saving lasts nobody knows. "
                                + Words.counted(decided("DisruptionAbandoned"), "command was", "commands were")
                                + " given up before they were carried out and are counted here too.");
        return new Section("commands", "Consolidation, drift and expiry", "", List.of(block));
    }

    private static Line line(String kind, List<RecordedCommand> commands) {
        return Line.of(
                kind,
                Formats.count(commands.size()),
                Formats.count(commands.stream().mapToInt(RecordedCommand::nodes).sum()),
                Formats.count(commands.stream()
                        .mapToInt(RecordedCommand::replacements)
                        .sum()),
                Formats.money(MicroUsd.toUsd(commands.stream()
                        .mapToLong(RecordedCommand::savedMicroUsdPerHour)
                        .sum())));
    }
}
