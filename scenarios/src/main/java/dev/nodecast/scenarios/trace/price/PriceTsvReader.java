package dev.nodecast.scenarios.trace.price;

import dev.nodecast.scenarios.trace.PoolKey;
import dev.nodecast.scenarios.trace.PriceHistory;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;

/**
 * The daily files of ericpauley/aws-spot-price-history: zone id, type, product, price and time, separated by tabs,
 * without a header, usually packed with zstd.
 */
public final class PriceTsvReader {

    private PriceTsvReader() {}

    public static PriceHistory read(TraceFile file, TraceWarnings warnings) {
        PriceRows rows = new PriceRows(file, warnings);
        for (CsvRow row : CsvTable.withoutHeader(file, '\t', "zone_id", "type", "product", "price", "time")
                .rows()) {
            PoolKey pool = new PoolKey(row.text("zone_id"), row.text("type"), row.text("product"));
            rows.add(
                    pool,
                    row.instant("time"),
                    row.usdAsMicros("price"),
                    () -> row.bad("price", "one price per pool and time"));
        }
        return rows.history();
    }
}
