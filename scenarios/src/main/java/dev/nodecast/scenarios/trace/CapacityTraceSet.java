package dev.nodecast.scenarios.trace;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The capacity traces of one file, by pool name (most files hold one pool).
 *
 * @param pools traces by name, in file order
 * @param start when the traces began, where the source says so
 */
public record CapacityTraceSet(Map<String, CapacityTrace> pools, Optional<Instant> start) implements Trace {

    public CapacityTraceSet {
        pools = Collections.unmodifiableMap(new LinkedHashMap<>(pools));
        if (pools.isEmpty()) {
            throw new IllegalArgumentException("a set of capacity traces needs at least one pool");
        }
    }

    /** A set of one pool with an unknown start. */
    public static CapacityTraceSet of(String name, CapacityTrace trace) {
        return new CapacityTraceSet(Map.of(name, trace), Optional.empty());
    }

    /**
     * The only pool.
     *
     * @throws IllegalStateException if there are several
     */
    public CapacityTrace single() {
        if (pools.size() != 1) {
            throw new IllegalStateException(
                    "found the pools " + pools.keySet() + "; expected one: name the pool meant");
        }
        return pools.values().iterator().next();
    }

    @Override
    public String kind() {
        return "spot capacity";
    }
}
