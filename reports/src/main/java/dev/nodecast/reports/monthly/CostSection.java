package dev.nodecast.reports.monthly;

import dev.nodecast.reports.input.CostRow.CostItem;
import dev.nodecast.reports.page.Block;
import dev.nodecast.reports.page.Block.Column;
import dev.nodecast.reports.page.Block.Kind;
import dev.nodecast.reports.page.Block.Line;
import dev.nodecast.reports.page.Block.Table;
import dev.nodecast.reports.page.Section;
import dev.nodecast.scheduler.billing.Category;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The bill: every line, and what the pools' instances cost by pool, capacity type and instance type. */
final class CostSection {
    private final MonthlyCost cost;

    CostSection(MonthlyCost cost) {
        this.cost = cost;
    }

    Section section() {
        List<Table> breakdowns = List.of(
                breakdown("By capacity type", line -> line.item().capacityType()),
                breakdown("By node pool", line -> line.item().nodePool()),
                breakdown("By instance type", line -> line.item().instanceType()));
        List<Block> blocks = cost.compute() == 0 ? List.of(bill()) : List.of(bill(), new Block.Row(breakdowns));
        return new Section("cost", "What it costs", "", blocks);
    }

    private Table bill() {
        List<Line> lines = new ArrayList<>();
        for (Category category : Category.values()) {
            if (!cost.in(category).isEmpty()) {
                addCategory(category, lines);
            }
        }
        lines.add(Line.of(Kind.SUM, "Total", "", "", Formats.money(cost.total()), Formats.percent(1)));
        return new Table(
                "The bill",
                List.of(
                        Column.text("item"),
                        Column.number("quantity"),
                        Column.text("unit"),
                        Column.number("cost, USD"),
                        Column.number("of the total")),
                lines,
                "Amounts are rounded one by one; cost-lines.csv and cost-by-day.csv hold them to the micro-dollar, add up"
                        + " exactly and name the zones.");
    }

    private void addCategory(Category category, List<Line> lines) {
        long sum = cost.of(category);
        lines.add(Line.of(Kind.HEAD, Words.category(category), "", "", Formats.money(sum), share(sum, cost.total())));
        withoutZones(cost.in(category))
                .forEach((item, line) -> lines.add(Line.of(
                        Kind.DETAIL,
                        name(item),
                        Formats.quantity(line.quantity()),
                        item.unit(),
                        Formats.money(line.microUsd()),
                        share(line.microUsd(), cost.total()))));
    }

    private static String name(CostItem item) {
        List<String> parts = new ArrayList<>();
        for (String part : List.of(item.nodePool(), item.instanceType(), item.capacityType(), item.item())) {
            if (!part.isEmpty() && !parts.contains(part)) {
                parts.add(part);
            }
        }
        return String.join(" · ", parts);
    }

    private static Map<CostItem, CostLine> withoutZones(List<CostLine> lines) {
        Map<CostItem, CostLine> merged = new LinkedHashMap<>();
        for (CostLine line : lines) {
            CostItem item = line.item();
            CostItem anywhere = new CostItem(
                    item.category(),
                    item.nodePool(),
                    item.instanceType(),
                    item.capacityType(),
                    "",
                    item.item(),
                    item.unit());
            merged.merge(anywhere, new CostLine(anywhere, line.quantity(), line.microUsd()), CostSection::together);
        }
        return merged;
    }

    private static CostLine together(CostLine one, CostLine other) {
        BigDecimal quantity = one.quantity().add(other.quantity());
        return new CostLine(one.item(), quantity, Math.addExact(one.microUsd(), other.microUsd()));
    }

    private Table breakdown(String caption, Function<CostLine, String> key) {
        List<Line> lines = new ArrayList<>();
        Map<String, Long> sums = cost.computeBy(key);
        sums.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(sum -> lines.add(Line.of(
                                Words.orNone(sum.getKey()),
                                Formats.money(sum.getValue()),
                                share(sum.getValue(), cost.compute()))
                        .bar((double) sum.getValue() / cost.compute())));
        lines.add(Line.of(Kind.SUM, "sum", Formats.money(cost.compute()), ""));
        return new Table(caption, List.of(Column.text(""), Column.number("USD"), Column.number("share")), lines, "");
    }

    private static String share(long part, long whole) {
        return whole == 0 ? Formats.percent(0) : Formats.percent((double) part / whole);
    }
}
