package dev.nodecast.scheduler.billing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Applies one Savings Plan to hourly on-demand use: in each hour to the use with the highest saving first, until the
 * commitment is spent (Savings Plans User Guide, “How Savings Plans apply to your usage”). Covered use is counted in whole
 * seconds, so that at most one second's price of the commitment stays unused in an hour that could have used it up.
 */
final class SavingsPlanCoverage {

    private static final long SECONDS_PER_HOUR = InvoiceLine.SECONDS_PER_HOUR;

    private final SavingsPlan plan;
    private final Map<InstanceItem, Accrual> onDemandCovered = new TreeMap<>(Meter.ITEM_ORDER);
    private final Map<InstanceItem, Accrual> covered = new TreeMap<>(Meter.ITEM_ORDER);
    private long unusedMicroUsdSecondsPerHour;
    private long hours;

    SavingsPlanCoverage(SavingsPlan plan) {
        this.plan = plan;
    }

    /** Applies the plan to one hour and takes what it covers out of {@code use}. */
    void apply(SortedMap<HourlyUse.Priced, Long> use) {
        hours++;
        long left = Math.multiplyExact(plan.committedMicroUsdPerHour(), SECONDS_PER_HOUR);
        for (HourlyUse.Priced priced : highestSavingFirst(use)) {
            long rate = rate(priced);
            long seconds = Objects.requireNonNull(use.get(priced));
            long taken = rate == 0 ? seconds : Math.min(seconds, left / rate);
            if (taken > 0) {
                left -= taken * rate;
                use.put(priced, seconds - taken);
                take(priced, taken, rate);
            }
        }
        unusedMicroUsdSecondsPerHour = Math.addExact(unusedMicroUsdSecondsPerHour, left);
    }

    private void take(HourlyUse.Priced priced, long seconds, long rate) {
        covered.computeIfAbsent(priced.item(), i -> new Accrual()).bill(seconds, rate);
        onDemandCovered.computeIfAbsent(priced.item(), i -> new Accrual()).bill(-seconds, priced.microUsdPerHour());
    }

    private List<HourlyUse.Priced> highestSavingFirst(SortedMap<HourlyUse.Priced, Long> use) {
        List<HourlyUse.Priced> eligible = new ArrayList<>();
        for (HourlyUse.Priced priced : use.keySet()) {
            if (plan.microUsdPerHourByInstanceType().containsKey(priced.item().instanceType())
                    && rate(priced) <= priced.microUsdPerHour()) {
                eligible.add(priced);
            }
        }
        eligible.sort(Comparator.<HourlyUse.Priced>comparingDouble(p -> (double) rate(p) / p.microUsdPerHour())
                .thenComparingLong(this::rate)
                .thenComparing(Comparator.naturalOrder()));
        return eligible;
    }

    private long rate(HourlyUse.Priced priced) {
        return Objects.requireNonNull(
                plan.microUsdPerHourByInstanceType().get(priced.item().instanceType()));
    }

    /** What the on-demand lines lose: negative seconds and amounts. */
    Map<InstanceItem, Accrual> onDemandCovered() {
        return onDemandCovered;
    }

    List<InvoiceLine> lines() {
        List<InvoiceLine> lines = new ArrayList<>();
        covered.forEach((item, accrual) -> lines.add(accrual.line(new CoveredItem(item, plan.name()))));
        if (unusedMicroUsdSecondsPerHour > 0) {
            lines.add(unusedLine());
        }
        return lines;
    }

    private InvoiceLine unusedLine() {
        UnitRate commitment = UnitRate.perHour(plan.committedMicroUsdPerHour());
        ServiceItem item = new ServiceItem(Category.COMMITMENT, "Savings Plan " + plan.name() + ", unused", commitment);
        long amount = MicroUsd.amount(1, unusedMicroUsdSecondsPerHour, SECONDS_PER_HOUR);
        return new InvoiceLine(item, Quantity.hours(hours * SECONDS_PER_HOUR), Quantity.hours(0), amount);
    }
}
