package dev.nodecast.scenarios.trace;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Spot prices of several pools on one clock.
 *
 * @param start the earliest timestamp: time 0 of all series
 * @param series price series by pool
 */
public record PriceHistory(Instant start, SortedMap<PoolKey, PriceTrace> series) implements Trace {

    public PriceHistory {
        series = Collections.unmodifiableSortedMap(new TreeMap<>(series));
    }

    @Override
    public String kind() {
        return "spot prices";
    }
}
