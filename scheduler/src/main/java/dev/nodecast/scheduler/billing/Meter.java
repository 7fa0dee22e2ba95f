package dev.nodecast.scheduler.billing;

import dev.nodecast.scheduler.model.WellKnown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Accumulates what a cluster uses and writes its invoice. Times are nanoseconds since the run's start.
 *
 * <p>Instances accumulate micro-USD per hour × seconds in a {@code long}: room for 9.2·10<sup>18</sup>, that is 40,000
 * instances at $80 an hour for a month. Beyond it the meter fails with an {@link ArithmeticException}; it never wraps.
 */
public final class Meter {

    static final Comparator<InstanceItem> ITEM_ORDER = Comparator.comparing(InstanceItem::category)
            .thenComparing(InstanceItem::nodePool)
            .thenComparing(InstanceItem::instanceType)
            .thenComparing(InstanceItem::capacityType)
            .thenComparing(InstanceItem::zone);

    private static final Comparator<ServiceItem> SERVICE_ORDER = Comparator.comparing(ServiceItem::category)
            .thenComparing(ServiceItem::name)
            .thenComparing(service -> service.rate().unit())
            .thenComparingLong(service -> service.rate().microUsd())
            .thenComparingLong(service -> service.rate().per());

    private static final long NANOS_PER_HOUR = TimeUnit.HOURS.toNanos(1);

    private final Ec2BillingRules rules;
    private final List<SavingsPlan> savingsPlans;
    private final SequencedSet<InstanceMeter> running = new LinkedHashSet<>();
    private final Map<InstanceItem, Accrual> instances = new TreeMap<>(ITEM_ORDER);
    private final Map<ServiceItem, Long> services = new TreeMap<>(SERVICE_ORDER);
    private final HourlyUse onDemandUse = new HourlyUse();

    public Meter(Ec2BillingRules rules) {
        this(rules, List.of());
    }

    /** A meter that applies Savings Plans, in the order given. */
    public Meter(Ec2BillingRules rules, List<SavingsPlan> savingsPlans) {
        this.rules = rules;
        this.savingsPlans = List.copyOf(savingsPlans);
    }

    public Ec2BillingRules rules() {
        return rules;
    }

    /** Starts to bill an instance; the result takes its price changes and its end. */
    public InstanceMeter launch(InstanceItem item, long atNs, long microUsdPerHour) {
        InstanceMeter instance = new InstanceMeter(this, item, atNs, microUsdPerHour);
        running.add(instance);
        return instance;
    }

    /** Adds use of a service in what its rate counts: seconds, bytes, GiB-seconds, … */
    public void use(ServiceItem service, long metered) {
        if (metered < 0) {
            throw new IllegalArgumentException(
                    "found a use of " + metered + " for " + service.name() + ", expected at least 0");
        }
        services.merge(service, metered, Math::addExact);
    }

    void ended(InstanceMeter instance, List<InstanceMeter.Segment> segments, boolean free) {
        running.remove(instance);
        record(instances, onDemandUse, instance, segments, free);
    }

    /**
     * The invoice at an instant; what still runs is billed as if it ended then by our own hand. Invoices of successive
     * instants may be subtracted line by line to give the cost of a day: the days then add up to the whole, though a day can
     * be negative where EC2 made an instance of the day before free.
     */
    public Invoice invoice(long atNs) {
        Map<InstanceItem, Accrual> accruals = new TreeMap<>(ITEM_ORDER);
        instances.forEach((item, accrual) -> accrualOf(accruals, item).add(accrual));
        HourlyUse use = savingsPlans.isEmpty() ? onDemandUse : onDemandUse.copy();
        for (InstanceMeter instance : running) {
            record(accruals, use, instance, instance.billedSegments(atNs), false);
        }
        List<InvoiceLine> coveredLines = applySavingsPlans(accruals, use, atNs);
        List<InvoiceLine> lines = new ArrayList<>();
        accruals.forEach((item, accrual) -> lines.add(accrual.line(item)));
        lines.addAll(coveredLines);
        services.forEach((service, metered) -> lines.add(line(service, metered)));
        lines.sort(Comparator.comparing(InvoiceLine::category));
        return new Invoice(lines);
    }

    private List<InvoiceLine> applySavingsPlans(Map<InstanceItem, Accrual> accruals, HourlyUse use, long atNs) {
        List<InvoiceLine> lines = new ArrayList<>();
        long hours = Math.ceilDiv(atNs, NANOS_PER_HOUR);
        for (SavingsPlan plan : savingsPlans) {
            SavingsPlanCoverage coverage = new SavingsPlanCoverage(plan);
            for (long hour = 0; hour < hours; hour++) {
                coverage.apply(use.hour(hour));
            }
            coverage.onDemandCovered()
                    .forEach((item, taken) -> accrualOf(accruals, item).add(taken));
            lines.addAll(coverage.lines());
        }
        return lines;
    }

    private void record(
            Map<InstanceItem, Accrual> into,
            HourlyUse use,
            InstanceMeter instance,
            List<InstanceMeter.Segment> segments,
            boolean free) {
        Accrual accrual = accrualOf(into, instance.item());
        for (InstanceMeter.Segment segment : segments) {
            if (free) {
                accrual.free(segment.seconds());
                continue;
            }
            accrual.bill(segment.seconds(), segment.microUsdPerHour());
            if (!savingsPlans.isEmpty() && !instance.item().capacityType().equals(WellKnown.SPOT)) {
                use.add(instance.item(), instance.launchedNs(), segment);
            }
        }
    }

    private static Accrual accrualOf(Map<InstanceItem, Accrual> accruals, InstanceItem item) {
        return accruals.computeIfAbsent(item, i -> new Accrual());
    }

    private static InvoiceLine line(ServiceItem service, long metered) {
        UnitRate rate = service.rate();
        long amount = MicroUsd.amount(rate.microUsd(), metered, rate.per());
        return new InvoiceLine(
                service,
                new Quantity(metered, rate.per(), rate.unit()),
                new Quantity(0, rate.per(), rate.unit()),
                amount);
    }
}
