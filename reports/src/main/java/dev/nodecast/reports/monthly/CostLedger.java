package dev.nodecast.reports.monthly;

import dev.nodecast.reports.input.CostRow;
import dev.nodecast.reports.input.CostRow.CostItem;
import dev.nodecast.reports.input.ReportProblem;
import dev.nodecast.reports.input.StoredResult;
import dev.nodecast.scenarios.result.Estimate;
import dev.nodecast.scenarios.result.ScenarioResult;
import dev.nodecast.scheduler.billing.Category;
import dev.nodecast.scheduler.billing.MicroUsd;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds up the invoice lines of a month, over all replications, and divides once at the end. */
final class CostLedger {
    private static final int QUANTITY_DECIMALS = 9;
    private static final long CENT = MicroUsd.PER_USD / 100;
    private static final List<String> CATEGORIES =
            Arrays.stream(Category.values()).map(Category::text).toList();
    private static final Comparator<CostItem> ORDER = Comparator.<CostItem>comparingInt(
                    item -> CATEGORIES.indexOf(item.category()))
            .thenComparing(CostItem::nodePool)
            .thenComparing(CostItem::instanceType)
            .thenComparing(CostItem::capacityType)
            .thenComparing(CostItem::zone)
            .thenComparing(CostItem::item)
            .thenComparing(CostItem::unit);

    private final MonthOfRun month;
    private final int replications;
    private final Map<DayItem, Sum> sums = new LinkedHashMap<>();
    private long wholeRun;

    private record DayItem(LocalDate day, CostItem item) {}

    private record Sum(BigDecimal quantity, long microUsd) {
        Sum plus(Sum other) {
            return new Sum(quantity.add(other.quantity), Math.addExact(microUsd, other.microUsd));
        }
    }

    private CostLedger(MonthOfRun month, int replications) {
        this.month = month;
        this.replications = replications;
    }

    /** Reads the bill of {@code month}; refuses files that do not add up to what the summary says. */
    static MonthlyCost read(StoredResult result, MonthOfRun month) throws IOException {
        CostLedger ledger = new CostLedger(month, result.summary().replications());
        result.costs(ledger::add);
        ledger.checkAgainst(result);
        return ledger.close();
    }

    private void add(CostRow row) {
        wholeRun = Math.addExact(wholeRun, row.microUsd());
        LocalDate day = inRun(row.date());
        if (YearMonth.from(day).equals(month.month())) {
            sums.merge(new DayItem(day, row.item()), new Sum(row.quantity(), row.microUsd()), Sum::plus);
        }
    }

    /** What is settled when the run is over, such as EC2's minimum of a minute, belongs to its last day. */
    private LocalDate inRun(LocalDate date) {
        LocalDate last = month.run().lastDay();
        return date.isAfter(last) ? last : date;
    }

    private void checkAgainst(StoredResult result) {
        ScenarioResult summary = result.summary();
        Estimate total = summary.figures().cost().total();
        long mean = mean(wholeRun);
        if (!total.known() || Math.abs(total.mean() * MicroUsd.PER_USD - mean) > CENT) {
            throw ReportProblem.inFile(
                    result.path().resolve("costs.csv"),
                    "lines that add up to " + MicroUsd.format(mean) + " USD",
                    "cost.total of summary.json, " + Formats.money(total),
                    "rows are missing or the files are of different runs: " + ReportProblem.SIMULATE_AGAIN);
        }
    }

    private MonthlyCost close() {
        SortedMap<LocalDate, SortedMap<String, Long>> days = new TreeMap<>();
        month.days().forEach(day -> days.put(day, new TreeMap<>()));
        SortedMap<CostItem, Sum> items = new TreeMap<>(ORDER);
        sums.forEach((key, sum) -> {
            Sum mean = new Sum(sum.quantity(), mean(sum.microUsd()));
            items.merge(key.item(), mean, Sum::plus);
            String part = MonthlyCost.partOf(line(key.item(), mean));
            days.computeIfAbsent(key.day(), day -> new TreeMap<>()).merge(part, mean.microUsd(), Math::addExact);
        });
        List<CostLine> lines = new ArrayList<>();
        items.forEach((item, sum) -> lines.add(line(item, sum)));
        return new MonthlyCost(lines, days);
    }

    private CostLine line(CostItem item, Sum sum) {
        BigDecimal quantity =
                sum.quantity().divide(BigDecimal.valueOf(replications), QUANTITY_DECIMALS, RoundingMode.HALF_EVEN);
        return new CostLine(item, quantity, sum.microUsd());
    }

    private long mean(long microUsd) {
        return BigDecimal.valueOf(microUsd)
                .divide(BigDecimal.valueOf(replications), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
