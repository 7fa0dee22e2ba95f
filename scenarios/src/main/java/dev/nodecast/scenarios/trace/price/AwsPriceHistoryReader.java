package dev.nodecast.scenarios.trace.price;

import dev.nodecast.scenarios.trace.PoolKey;
import dev.nodecast.scenarios.trace.PriceHistory;
import dev.nodecast.scenarios.trace.source.DecimalText;
import dev.nodecast.scenarios.trace.source.JsonDocument;
import dev.nodecast.scenarios.trace.source.Timestamps;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * Spot prices exactly as {@code aws ec2 describe-spot-price-history} prints them: newest first, prices as strings. A
 * {@code NextToken} that is not empty means that older prices are missing.
 */
public final class AwsPriceHistoryReader {

    private AwsPriceHistoryReader() {}

    public static PriceHistory read(TraceFile file, TraceWarnings warnings) {
        JsonDocument document = JsonDocument.parse(file);
        JsonNode history = document.require("/SpotPriceHistory", "an array of prices");
        if (!history.isArray() || history.isEmpty()) {
            throw document.bad("/SpotPriceHistory", "an array of prices, at least one");
        }
        if (!document.root().path("NextToken").asString("").isEmpty()) {
            warnings.add(
                    "page",
                    file.warning(
                            1,
                            "a NextToken",
                            "an empty one",
                            "older prices are missing: fetch all pages (leave out --max-items)"));
        }
        PriceRows rows = new PriceRows(file, warnings);
        for (int i = 0; i < history.size(); i++) {
            add(document, history.get(i), "/SpotPriceHistory/" + i, rows);
        }
        return rows.history();
    }

    private static void add(JsonDocument document, JsonNode row, String pointer, PriceRows rows) {
        PoolKey pool = new PoolKey(
                document.text(row, pointer, "AvailabilityZone"),
                document.text(row, pointer, "InstanceType"),
                document.text(row, pointer, "ProductDescription"));
        Long price = DecimalText.scaled(document.text(row, pointer, "SpotPrice"), 6);
        if (price == null || price < 0) {
            throw document.bad(pointer + "/SpotPrice", "a price in USD, 0 or more");
        }
        Instant time = Timestamps.instant(document.text(row, pointer, "Timestamp"));
        if (time == null) {
            throw document.bad(pointer + "/Timestamp", "a timestamp such as 2026-10-01T09:00:00Z");
        }
        rows.add(pool, time, price, () -> document.bad(pointer, "one price per pool and time"));
    }
}
