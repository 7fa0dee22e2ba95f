package dev.nodecast.reports.monthly;

import dev.nodecast.reports.input.CostRow.CostItem;
import dev.nodecast.reports.output.CsvText;
import dev.nodecast.scenarios.journal.RecordedCommand;
import dev.nodecast.scenarios.journal.RecordedNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a recorded month as CSV files. Every row begins with the first session of the journal and the version, as
 * those of simulated months begin with the run.
 */
final class JournalCsv {
    private static final int DECIMALS = 6;
    private static final List<String> MARK = List.of("run", "nodecast_version");
    private static final List<String> CAPACITY_TYPES = List.of("spot", "on-demand", "reserved");

    private final JournalMonth month;
    private final String version;

    JournalCsv(JournalMonth month, String version) {
        this.month = month;
        this.version = version;
    }

    /** The files' texts by name. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("cost-by-day.csv", costByDay());
        texts.put("cost-lines.csv", costLines());
        texts.put("nodes.csv", nodes());
        texts.put("commands.csv", commands());
        texts.put("pod-waits.csv", waits());
        return texts;
    }

    private String costByDay() {
        CsvText csv = table("date", "spot_usd", "on_demand_usd", "reserved_usd", "total_usd");
        for (LocalDate day : month.cost().days().keySet()) {
            List<String> cells = new ArrayList<>(List.of(day.toString()));
            CAPACITY_TYPES.forEach(part -> cells.add(CsvText.usd(month.cost().ofDay(day, part))));
            cells.add(CsvText.usd(month.cost().ofDay(day)));
            row(csv, cells);
        }
        return csv.toString();
    }

    private String costLines() {
        CsvText csv = table("node_pool", "instance_type", "capacity_type", "zone", "quantity", "unit", "cost_usd");
        for (CostLine line : month.cost().lines()) {
            CostItem item = line.item();
            row(
                    csv,
                    List.of(
                            item.nodePool(),
                            item.instanceType(),
                            item.capacityType(),
                            item.zone(),
                            CsvText.number(line.quantity().doubleValue(), DECIMALS),
                            item.unit(),
                            CsvText.usd(line.microUsd())));
        }
        return csv.toString();
    }

    private String nodes() {
        CsvText csv = table(
                "node_claim",
                "node_pool",
                "instance_type",
                "zone",
                "capacity_type",
                "usd_per_hour",
                "launched",
                "initialized",
                "ended",
                "cause",
                "interrupted",
                "hours_in_month");
        for (RecordedNode node : month.nodes()) {
            row(
                    csv,
                    List.of(
                            node.nodeClaim(),
                            node.pool(),
                            node.instanceType(),
                            node.zone(),
                            node.capacityType(),
                            CsvText.usd(node.priceMicroUsdPerHour()),
                            time(node.launchedNs()),
                            time(node.initializedNs()),
                            time(node.endedNs()),
                            Objects.requireNonNullElse(node.cause(), ""),
                            Boolean.toString(node.interrupted()),
                            CsvText.number(node.hours(month.fromNs(), month.toNs()), DECIMALS)));
        }
        return csv.toString();
    }

    private String commands() {
        CsvText csv = table("time", "method", "reason", "nodes", "replacements", "saved_usd_per_hour");
        for (RecordedCommand command : month.commands()) {
            row(
                    csv,
                    List.of(
                            time(command.atNs()),
                            command.method(),
                            command.reason(),
                            Integer.toString(command.nodes()),
                            Integer.toString(command.replacements()),
                            CsvText.usd(command.savedMicroUsdPerHour())));
        }
        return csv.toString();
    }

    private String waits() {
        Waits waits = month.waits();
        CsvText csv =
                table("pods", "wait_mean_s", "wait_p50_s", "wait_p95_s", "wait_p99_s", "wait_max_s", "still_waiting");
        row(
                csv,
                List.of(
                        Integer.toString(waits.count()),
                        number(waits.mean()),
                        number(waits.quantile(0.5)),
                        number(waits.quantile(0.95)),
                        number(waits.quantile(0.99)),
                        number(waits.longest()),
                        Integer.toString(month.history().stillWaiting())));
        return csv.toString();
    }

    private String time(@Nullable Long ns) {
        return ns == null
                ? ""
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        Instant.ofEpochSecond(0, ns).atZone(month.zone()));
    }

    private static CsvText table(String... columns) {
        List<String> all = new ArrayList<>(MARK);
        all.addAll(List.of(columns));
        return new CsvText(all);
    }

    private void row(CsvText csv, List<String> cells) {
        List<String> all =
                new ArrayList<>(List.of(month.history().sessions().getFirst().name(), version));
        all.addAll(cells);
        csv.row(all);
    }

    private static String number(double value) {
        return CsvText.number(value, DECIMALS);
    }
}
