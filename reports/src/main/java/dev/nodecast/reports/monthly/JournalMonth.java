package dev.nodecast.reports.monthly;

import dev.nodecast.reports.input.CostRow.CostItem;
import dev.nodecast.reports.input.ReportProblem;
import dev.nodecast.scenarios.journal.ControllerHistory;
import dev.nodecast.scenarios.journal.PodWait;
import dev.nodecast.scenarios.journal.RecordedCommand;
import dev.nodecast.scenarios.journal.RecordedNode;
import dev.nodecast.scheduler.billing.Category;
import dev.nodecast.scheduler.model.WellKnown;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The part of a controller's history that lies in one month.
 *
 * @param fromNs when it begins, in nanoseconds since 1970
 * @param toNs when it ends
 * @param cost node-hours at the prices of the launches
 */
record JournalMonth(ControllerHistory history, YearMonth month, ZoneId zone, long fromNs, long toNs, MonthlyCost cost) {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int QUANTITY_DECIMALS = 9;
    private static final Comparator<CostItem> ORDER = Comparator.comparing(CostItem::nodePool)
            .thenComparing(CostItem::instanceType)
            .thenComparing(CostItem::capacityType)
            .thenComparing(CostItem::zone);

    /** @throws dev.nodecast.scheduler.diagnostics.InvalidInput where there is nothing of the month */
    static JournalMonth of(ControllerHistory history, Path source, YearMonth month, ZoneId zone) {
        long fromNs =
                Math.max(ns(month.atDay(1), zone), history.sessions().getFirst().beginNs());
        long toNs = Math.min(
                ns(month.plusMonths(1).atDay(1), zone),
                history.sessions().getLast().endNs());
        if (fromNs >= toNs) {
            throw ReportProblem.inRequest(
                    source,
                    "month " + month,
                    "a month of the journal, which goes from " + history.begin() + " to " + history.end(),
                    "ask for `--month " + YearMonth.from(history.begin().atZone(zone)) + "`");
        }
        return new JournalMonth(history, month, zone, fromNs, toNs, cost(history, fromNs, toNs, zone));
    }

    private static long ns(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toEpochSecond() * SECOND_NS;
    }

    private static LocalDate day(long ns, ZoneId zone) {
        return Instant.ofEpochSecond(0, ns).atZone(zone).toLocalDate();
    }

    /** Each node's amount of a day is rounded by itself, so that lines and days add up to the same. */
    private static MonthlyCost cost(ControllerHistory history, long fromNs, long toNs, ZoneId zone) {
        SortedMap<CostItem, CostLine> lines = new TreeMap<>(ORDER);
        SortedMap<LocalDate, SortedMap<String, Long>> days = new TreeMap<>();
        for (LocalDate day = day(fromNs, zone); ns(day, zone) < toNs; day = day.plusDays(1)) {
            long beginNs = Math.max(fromNs, ns(day, zone));
            long endNs = Math.min(toNs, ns(day.plusDays(1), zone));
            SortedMap<String, Long> parts = new TreeMap<>();
            days.put(day, parts);
            for (RecordedNode node : history.nodes()) {
                CostLine line = line(node, beginNs, endNs);
                if (line.quantity().signum() > 0 || line.microUsd() > 0) {
                    lines.merge(line.item(), line, JournalMonth::together);
                    parts.merge(MonthlyCost.partOf(line), line.microUsd(), Math::addExact);
                }
            }
        }
        return new MonthlyCost(List.copyOf(lines.values()), days);
    }

    private static CostLine line(RecordedNode node, long beginNs, long endNs) {
        CostItem item = new CostItem(
                Category.COMPUTE.text(),
                node.pool(),
                node.instanceType(),
                node.capacityType(),
                node.zone(),
                "",
                "hour");
        return new CostLine(
                item,
                BigDecimal.valueOf(node.hours(beginNs, endNs)).setScale(QUANTITY_DECIMALS, RoundingMode.HALF_EVEN),
                Math.round(node.usd(beginNs, endNs) * 1e6));
    }

    private static CostLine together(CostLine one, CostLine other) {
        return new CostLine(
                one.item(), one.quantity().add(other.quantity()), Math.addExact(one.microUsd(), other.microUsd()));
    }

    private boolean contains(long ns) {
        return ns >= fromNs && ns < toNs;
    }

    Instant from() {
        return Instant.ofEpochSecond(0, fromNs);
    }

    Instant to() {
        return Instant.ofEpochSecond(0, toNs);
    }

    /** Node-hours of the month. */
    double hours() {
        return nodes().stream().mapToDouble(node -> node.hours(fromNs, toNs)).sum();
    }

    /** Node-hours of spot instances. */
    double spotHours() {
        return nodes().stream()
                .filter(node -> node.capacityType().equals(WellKnown.SPOT))
                .mapToDouble(node -> node.hours(fromNs, toNs))
                .sum();
    }

    /** Those that ran in the month. */
    List<RecordedNode> nodes() {
        return history.nodes().stream()
                .filter(node -> node.hours(fromNs, toNs) > 0 || contains(node.launchedNs()))
                .toList();
    }

    /** Those that were launched in it. */
    List<RecordedNode> launched() {
        return nodes().stream().filter(node -> contains(node.launchedNs())).toList();
    }

    /** Those that ended in it. */
    List<RecordedNode> ended() {
        List<RecordedNode> ended = new ArrayList<>();
        for (RecordedNode node : nodes()) {
            if (node.endedNs() != null && contains(node.endedNs())) {
                ended.add(node);
            }
        }
        return ended;
    }

    /** How long pods waited that got their node in the month. */
    Waits waits() {
        Waits waits = new Waits();
        history.waits().stream()
                .filter(wait -> contains(wait.boundNs()))
                .mapToDouble(PodWait::seconds)
                .forEach(waits::add);
        return waits;
    }

    List<RecordedCommand> commands() {
        return history.commands().stream()
                .filter(command -> contains(command.atNs()))
                .toList();
    }
}
