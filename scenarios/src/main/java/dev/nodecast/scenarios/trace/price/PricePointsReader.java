package dev.nodecast.scenarios.trace.price;

import dev.nodecast.scenarios.trace.PoolKey;
import dev.nodecast.scenarios.trace.PriceHistory;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.time.Instant;

/**
 * Single spot prices without a date: {@code
 * region,zone_id,instance_type,on_demand_usd_per_hour,spot_usd_per_hour,source}. They become flat series that start in
 * 1970, the epoch standing for "undated".
 */
public final class PricePointsReader {

    private PricePointsReader() {}

    public static PriceHistory read(TraceFile file, TraceWarnings warnings) {
        PriceRows rows = new PriceRows(file, warnings);
        for (CsvRow row : CsvTable.withHeader(file).rows()) {
            PoolKey pool = new PoolKey(row.text("zone_id"), row.text("instance_type"), PoolKey.LINUX);
            rows.add(
                    pool,
                    Instant.EPOCH,
                    row.usdAsMicros("spot_usd_per_hour"),
                    () -> row.bad("spot_usd_per_hour", "one price per pool"));
        }
        warnings.add(
                "undated",
                file.warning(
                        0, "prices without a date", "a column timestamp_utc", "each price is taken to hold for ever"));
        return rows.history();
    }
}
