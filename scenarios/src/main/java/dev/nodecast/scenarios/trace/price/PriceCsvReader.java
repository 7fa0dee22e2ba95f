package dev.nodecast.scenarios.trace.price;

import dev.nodecast.scenarios.trace.PoolKey;
import dev.nodecast.scenarios.trace.PriceHistory;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;

/**
 * Our own price format: {@code timestamp_utc,region,zone|zone_id,instance_type,product,usd_per_hour}, rows in any
 * order. Rows that repeat a price are heartbeats.
 */
public final class PriceCsvReader {

    private PriceCsvReader() {}

    public static PriceHistory read(TraceFile file, TraceWarnings warnings) {
        CsvTable table = CsvTable.withHeader(file);
        String zone = table.has("zone") ? "zone" : "zone_id";
        PriceRows rows = new PriceRows(file, warnings);
        for (CsvRow row : table.rows()) {
            PoolKey pool = new PoolKey(row.text(zone), row.text("instance_type"), row.text("product"));
            rows.add(
                    pool,
                    row.instant("timestamp_utc"),
                    row.usdAsMicros("usd_per_hour"),
                    () -> row.bad("usd_per_hour", "one price per pool and time"));
        }
        return rows.history();
    }
}
