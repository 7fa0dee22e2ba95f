package dev.nodecast.scheduler.billing;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a cluster has cost. Every sum is a sum of the lines' rounded amounts, so all groupings agree to the last micro-USD:
 * {@link #byNodePool}, {@link #byCapacityType}, {@link #byInstanceType} and {@link #byZone} each add up to {@link #compute},
 * {@link #byCategory} to {@link #total}.
 *
 * @param lines sorted by category, then by what they are for
 */
public record Invoice(List<InvoiceLine> lines) {

    public Invoice {
        lines = List.copyOf(lines);
    }

    /** All lines, in micro-USD. */
    public long total() {
        return sum(line -> true);
    }

    /** The instances of node pools, in micro-USD. */
    public long compute() {
        return sum(Category.COMPUTE);
    }

    public long sum(Category category) {
        return sum(line -> line.category() == category);
    }

    public SortedMap<String, Long> byCategory() {
        return group(lines, LineItem::category, Category::text);
    }

    public SortedMap<String, Long> byNodePool() {
        return group(computeLines(), LineItem::nodePool, text -> text);
    }

    public SortedMap<String, Long> byCapacityType() {
        return group(computeLines(), LineItem::capacityType, text -> text);
    }

    public SortedMap<String, Long> byInstanceType() {
        return group(computeLines(), LineItem::instanceType, text -> text);
    }

    public SortedMap<String, Long> byZone() {
        return group(computeLines(), LineItem::zone, text -> text);
    }

    /** Seconds of instances charged for, pools and system nodes together. */
    public long billedInstanceSeconds() {
        return instanceSeconds(InvoiceLine::quantity);
    }

    /** Seconds of instances that cost nothing because EC2 interrupted them in their first hour. */
    public long freeInstanceSeconds() {
        return instanceSeconds(InvoiceLine::free);
    }

    private long instanceSeconds(Function<InvoiceLine, Quantity> quantity) {
        return lines.stream()
                .filter(line -> !(line.item() instanceof ServiceItem))
                .mapToLong(line -> quantity.apply(line).metered())
                .sum();
    }

    private List<InvoiceLine> computeLines() {
        return lines.stream()
                .filter(line -> line.category() == Category.COMPUTE)
                .toList();
    }

    private long sum(Predicate<InvoiceLine> which) {
        long sum = 0;
        for (InvoiceLine line : lines) {
            if (which.test(line)) {
                sum = Math.addExact(sum, line.amountMicroUsd());
            }
        }
        return sum;
    }

    private static <K> SortedMap<String, Long> group(
            List<InvoiceLine> lines, Function<LineItem, K> key, Function<K, String> text) {
        SortedMap<String, Long> sums = new TreeMap<>();
        for (InvoiceLine line : lines) {
            sums.merge(text.apply(key.apply(line.item())), line.amountMicroUsd(), Math::addExact);
        }
        return sums;
    }
}
