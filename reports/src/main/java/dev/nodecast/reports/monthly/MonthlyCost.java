package dev.nodecast.reports.monthly;

import dev.nodecast.scheduler.billing.Category;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The month's bill. Amounts are whole micro-USD, so all groupings add up.
 *
 * @param lines in the order of {@link Category}, then of their texts
 * @param days what each day cost, by part (see {@link #partOf}); every day of the month's run is there
 */
record MonthlyCost(List<CostLine> lines, SortedMap<LocalDate, SortedMap<String, Long>> days) {
    MonthlyCost {
        lines = List.copyOf(lines);
        days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
    }

    /** The part of a day's cost that {@code line} is in: the capacity type of pools' instances, else the category. */
    static String partOf(CostLine line) {
        return line.item().category().equals(Category.COMPUTE.text())
                ? line.item().capacityType()
                : line.item().category();
    }

    long total() {
        return sum(lines);
    }

    /** The instances of pools. */
    long compute() {
        return of(Category.COMPUTE);
    }

    long of(Category category) {
        return sum(in(category));
    }

    List<CostLine> in(Category category) {
        return lines.stream()
                .filter(line -> line.item().category().equals(category.text()))
                .toList();
    }

    /** Cost of pools' instances, by what {@code key} reads from a line. */
    SortedMap<String, Long> computeBy(Function<CostLine, String> key) {
        SortedMap<String, Long> sums = new TreeMap<>();
        in(Category.COMPUTE).forEach(line -> sums.merge(key.apply(line), line.microUsd(), Math::addExact));
        return sums;
    }

    long ofDay(LocalDate day) {
        return days.getOrDefault(day, new TreeMap<>()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** What a part cost on a day. */
    long ofDay(LocalDate day, String part) {
        Map<String, Long> parts = days.getOrDefault(day, new TreeMap<>());
        return parts.getOrDefault(part, 0L);
    }

    static long sum(List<CostLine> lines) {
        return lines.stream().mapToLong(CostLine::microUsd).reduce(0, Math::addExact);
    }
}
