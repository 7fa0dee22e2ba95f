package dev.nodecast.scheduler.billing;

import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** On-demand seconds per clock hour since the run's start, kept because Savings Plans are applied hour by hour. */
final class HourlyUse {

    private static final long NANOS_PER_HOUR = TimeUnit.HOURS.toNanos(1);
    private static final Comparator<InstanceItem> ITEM_ORDER = Meter.ITEM_ORDER;

    /** Instances that share a line and a price. */
    record Priced(InstanceItem item, long microUsdPerHour) implements Comparable<Priced> {

        @Override
        public int compareTo(Priced other) {
            int order = ITEM_ORDER.compare(item, other.item);
            return order != 0 ? order : Long.compare(microUsdPerHour, other.microUsdPerHour);
        }
    }

    private final SortedMap<Long, SortedMap<Priced, Long>> secondsByHour = new TreeMap<>();

    void add(InstanceItem item, long launchedNs, InstanceMeter.Segment segment) {
        Priced priced = new Priced(item, segment.microUsdPerHour());
        long from = segment.fromSecond();
        while (from < segment.toSecond()) {
            long hour = Math.floorDiv(launchedNs + TimeUnit.SECONDS.toNanos(from), NANOS_PER_HOUR);
            long hourEndsSecond = Ec2BillingRules.startedSeconds((hour + 1) * NANOS_PER_HOUR - launchedNs);
            long to = Math.min(segment.toSecond(), hourEndsSecond);
            secondsByHour.computeIfAbsent(hour, h -> new TreeMap<>()).merge(priced, to - from, Math::addExact);
            from = to;
        }
    }

    HourlyUse copy() {
        HourlyUse copy = new HourlyUse();
        secondsByHour.forEach((hour, uses) -> copy.secondsByHour.put(hour, new TreeMap<>(uses)));
        return copy;
    }

    SortedMap<Priced, Long> hour(long hour) {
        return secondsByHour.computeIfAbsent(hour, h -> new TreeMap<>());
    }
}
