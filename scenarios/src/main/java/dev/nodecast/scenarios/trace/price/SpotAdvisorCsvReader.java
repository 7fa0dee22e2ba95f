package dev.nodecast.scenarios.trace.price;

import dev.nodecast.scenarios.trace.InterruptionBand;
import dev.nodecast.scenarios.trace.SpotAdvice;
import dev.nodecast.scenarios.trace.SpotAdvisor;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;

/**
 * The spot advisor as a table: {@code
 * as_of,region,os,instance_type,savings_over_on_demand_pct,interruption_band_index,interruption_band}.
 */
public final class SpotAdvisorCsvReader {

    private SpotAdvisorCsvReader() {}

    public static SpotAdvisor read(TraceFile file, TraceWarnings warnings) {
        return new SpotAdvisor(CsvTable.withHeader(file).rows().stream()
                .map(SpotAdvisorCsvReader::advice)
                .toList());
    }

    private static SpotAdvice advice(CsvRow row) {
        InterruptionBand band = InterruptionBand.ofIndex(row.count("interruption_band_index"))
                .orElseThrow(() -> row.bad("interruption_band_index", "a number from 0 to 4"));
        return new SpotAdvice(
                row.text("region"),
                row.text("os"),
                row.text("instance_type"),
                row.integer("savings_over_on_demand_pct"),
                band);
    }
}
