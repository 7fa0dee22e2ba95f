package dev.nodecast.scenarios.trace;

import dev.nodecast.scenarios.trace.source.Timestamps;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects price rows in any order and sorts them into one series per pool. */
public final class PriceHistoryBuilder {

    private final Map<PoolKey, TreeMap<Instant, Long>> rows = new TreeMap<>();

    /**
     * From {@code time} on an instance-hour of {@code pool} costs {@code microUsdPerHour}.
     *
     * @return the other price already given for the same pool and time, which is kept, or null
     */
    public @Nullable Long add(PoolKey pool, Instant time, long microUsdPerHour) {
        return rows.computeIfAbsent(pool, key -> new TreeMap<>()).putIfAbsent(time, microUsdPerHour);
    }

    /** The history; at least one row must have been added. */
    public PriceHistory build() {
        Instant start = rows.values().stream()
                .map(TreeMap::firstKey)
                .min(Instant::compareTo)
                .orElseThrow();
        SortedMap<PoolKey, PriceTrace> series = new TreeMap<>();
        rows.forEach((pool, prices) -> {
            long[] times = prices.keySet().stream()
                    .mapToLong(time -> Timestamps.nanosBetween(start, time))
                    .toArray();
            long[] values = prices.values().stream().mapToLong(Long::longValue).toArray();
            series.put(pool, new PriceTrace(times, values));
        });
        return new PriceHistory(start, series);
    }
}
