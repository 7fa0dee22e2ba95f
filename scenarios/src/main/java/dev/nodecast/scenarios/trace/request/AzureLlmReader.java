package dev.nodecast.scenarios.trace.request;

import dev.nodecast.scenarios.trace.RequestTrace;
import dev.nodecast.scenarios.trace.RequestTrace.Request;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.Timestamps;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.time.Instant;
import java.util.List;

/**
 * Azure's LLM inference traces of 2023: {@code TIMESTAMP,ContextTokens,GeneratedTokens}; time 0 is the first request.
 */
public final class AzureLlmReader {

    private AzureLlmReader() {}

    public static RequestTrace read(TraceFile file, TraceWarnings warnings) {
        List<CsvRow> rows = CsvTable.withHeader(file).rows();
        Instant start = rows.stream()
                .map(row -> row.instant("TIMESTAMP"))
                .min(Instant::compareTo)
                .orElseThrow();
        RequestCollector requests = new RequestCollector(file, warnings);
        for (CsvRow row : rows) {
            requests.add(
                    row,
                    new Request(
                            Timestamps.nanosBetween(start, row.instant("TIMESTAMP")),
                            row.count("ContextTokens"),
                            row.count("GeneratedTokens")));
        }
        return requests.trace();
    }
}
