package dev.nodecast.scenarios.trace.price;

import dev.nodecast.scenarios.trace.PoolKey;
import dev.nodecast.scenarios.trace.PriceHistory;
import dev.nodecast.scenarios.trace.PriceHistoryBuilder;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import java.time.Instant;
import java.util.function.Supplier;

/** Collects the rows of a price file: a repeated row is a warning, two prices for one pool and instant are an error. */
final class PriceRows {

    private final TraceFile file;
    private final TraceWarnings warnings;
    private final PriceHistoryBuilder builder = new PriceHistoryBuilder();

    PriceRows(TraceFile file, TraceWarnings warnings) {
        this.file = file;
        this.warnings = warnings;
    }

    void add(PoolKey pool, Instant time, long microUsdPerHour, Supplier<InvalidInput> conflict) {
        Long other = builder.add(pool, time, microUsdPerHour);
        if (other == null) {
            return;
        }
        if (other != microUsdPerHour) {
            throw conflict.get();
        }
        warnings.add(
                "twice",
                file.warning(0, "the price of " + pool + " at " + time + " twice", "it once", "the repeat is ignored"));
    }

    PriceHistory history() {
        return builder.build();
    }
}
