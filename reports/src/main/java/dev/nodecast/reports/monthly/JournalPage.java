package dev.nodecast.reports.monthly;

import dev.nodecast.reports.chart.SvgDrawing;
import dev.nodecast.reports.chart.WaitChart;
import dev.nodecast.reports.page.Block;
import dev.nodecast.reports.page.Block.Column;
import dev.nodecast.reports.page.Block.Fact;
import dev.nodecast.reports.page.Block.Line;
import dev.nodecast.reports.page.Page;
import dev.nodecast.reports.page.Section;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The page of a month that a controller recorded. */
final class JournalPage {
    private static final SvgDrawing.Size SIZE = new SvgDrawing.Size(1_072, 340);

    private final JournalMonth month;
    private final String version;

    JournalPage(JournalMonth month, String version) {
        this.month = month;
        this.version = version;
    }

    Page page() {
        JournalNodes nodes = new JournalNodes(month);
        List<Section> sections = List.of(
                new CostSection(month.cost()).section(),
                new DailyCostSection(month.cost(), month.zone(), 1).section(),
                waits(),
                nodes.section(),
                nodes.commands(),
                unknown(),
                origin());
        return new Page(title(), subtitle(), summary(), tiles(), sections, footer());
    }

    private String title() {
        return "Nodes in " + month.month().getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " "
                + month.month().getYear();
    }

    private String subtitle() {
        return "from the journal of the controller, " + local(month.from().toEpochMilli()) + " to "
                + local(month.to().toEpochMilli()) + " (" + month.zone() + ")";
    }

    private String local(long epochMs) {
        return DateTimeFormatter.ofPattern("d MMMM, HH:mm", Locale.ENGLISH)
                .format(java.time.Instant.ofEpochMilli(epochMs).atZone(month.zone()));
    }

    private String summary() {
        Waits waits = month.waits();
        return "The nodes of pools cost " + Formats.money(month.cost().compute()) + " for "
                + Formats.count(month.hours()) + " node-hours. "
                + (waits.count() == 0
                        ? "No pod had to wait for a node."
                        : "Half of the pods that were seen without a node had one within "
                                + Formats.time(waits.quantile(0.5)) + ", 95 of 100 within "
                                + Formats.time(waits.quantile(0.95)) + ".");
    }

    private List<Page.Tile> tiles() {
        long interrupted =
                month.ended().stream().filter(node -> node.interrupted()).count();
        return List.of(
                new Page.Tile(
                        Formats.money(month.cost().compute()),
                        "Instances of node pools",
                        "at the price of each node's launch"),
                new Page.Tile(
                        Formats.time(month.waits().quantile(0.95)),
                        "95 of 100 pods have a node within",
                        month.history().stillWaiting() == 0
                                ? "no pod waits at the end"
                                : Words.counted(month.history().stillWaiting(), "pod waits", "pods wait")
                                        + " at the end"),
                new Page.Tile(
                        month.hours() > 0 ? Formats.percent(month.spotHours() / month.hours()) : "–",
                        "Node-hours on spot",
                        Words.counted(interrupted, "node was", "nodes were") + " taken back by EC2"));
    }

    private Section waits() {
        Waits waits = month.waits();
        List<Block> blocks = new ArrayList<>();
        if (waits.count() > 0) {
            blocks.add(new Block.Chart(
                    "Share of pods that had a node after a time",
                    SvgDrawing.draw(
                            WaitChart.of(List.of(
                                    WaitCurve.of("pods", waits, waits.count()).forChart())),
                            SIZE,
                            "waits",
                            "Share of pods that had a node within a time."),
                    "Of the pods that were seen without a node and got one in the month."));
        }
        blocks.add(new Block.Table(
                "Waiting for a node",
                List.of(
                        Column.number("pods"),
                        Column.number("mean"),
                        Column.number("median"),
                        Column.number("95 %"),
                        Column.number("99 %"),
                        Column.number("longest"),
                        Column.number("still waiting at the end")),
                List.of(Line.of(
                        Formats.count(waits.count()),
                        Formats.time(waits.mean()),
                        Formats.time(waits.quantile(0.5)),
                        Formats.time(waits.quantile(0.95)),
                        Formats.time(waits.quantile(0.99)),
                        Formats.time(waits.longest()),
                        Formats.count(month.history().stillWaiting()))),
                ""));
        return new Section(
                "waits",
                "How long pods wait for a node",
                "From when the controller first saw a pod without a node until it had one. Pods of DaemonSets are left"
                        + " out.",
                blocks);
    }

    private Section unknown() {
        List<String> sentences = new ArrayList<>(List.of(
                "What the bill says: a node costs here what its offering cost at its launch for as long as it"
                        + " ran, with EC2's minimum of a minute. Later changes of the spot price, discounts,"
                        + " Savings Plans, and the first hour that is free where EC2 takes an instance back are"
                        + " not in it.",
                "What stands beside nodes of pools: control plane, nodes of managed groups, volumes, traffic.",
                "What pods did on their nodes: how busy GPUs were, how long jobs waited in queues, what work"
                        + " was lost.",
                "What a pod waited before the controller saw it, and what it waited on its node for its image"
                        + " and its model."));
        if (month.history().lacksPrices()) {
            sentences.add(
                    "The price of nodes that were there before the record began and whose offering nobody asked for:"
                            + " they count as free.");
        }
        sentences.addAll(month.history().missing());
        return new Section("unknown", "What the journal does not know", "", List.of(new Block.Notes(sentences)));
    }

    private Section origin() {
        List<Fact> facts = new ArrayList<>();
        month.history()
                .sessions()
                .forEach(session -> facts.add(new Fact(
                        "Session " + session.name(),
                        local(session.beginNs() / 1_000_000) + ", "
                                + Formats.time(Duration.ofNanos(session.endNs() - session.beginNs())
                                        .toSeconds()))));
        facts.add(new Fact("Made with", "Nodecast " + version));
        return new Section("origin", "Where this is from", "", List.of(new Block.Facts(facts)));
    }

    private String footer() {
        return "Nodecast " + version + " · journal from "
                + month.history().sessions().getFirst().name() + " to "
                + month.history().sessions().getLast().name();
    }
}
