package dev.nodecast.scenarios.trace.price;

import dev.nodecast.scenarios.trace.PoolKey;
import dev.nodecast.scenarios.trace.PriceHistory;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/**
 * Azure spot prices by day (training_on_a_dime): {@code Date,NC12,NC12s v2,…} with dates {@code 2/24/2020} and prices
 * {@code $0.24552}. The region is taken from the file name ({@code azure-us_east.csv}); empty cells are skipped.
 */
public final class AzurePriceReader {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("M/d/uuuu");

    private AzurePriceReader() {}

    public static PriceHistory read(TraceFile file, TraceWarnings warnings) {
        CsvTable table = CsvTable.withHeader(file);
        String region = file.baseName().replaceFirst("^azure-", "");
        PriceRows rows = new PriceRows(file, warnings);
        for (CsvRow row : table.rows()) {
            Instant day = day(row);
            for (String type : table.columns()) {
                if (!type.equals("Date") && !row.isEmpty(type)) {
                    rows.add(
                            new PoolKey(region, type, PoolKey.LINUX),
                            day,
                            row.usdAsMicros(type),
                            () -> row.bad("Date", "each day once"));
                }
            }
        }
        return rows.history();
    }

    private static Instant day(CsvRow row) {
        try {
            return LocalDate.parse(row.text("Date"), DATE)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeParseException e) {
            throw row.bad("Date", "a date such as 2/24/2020");
        }
    }
}
