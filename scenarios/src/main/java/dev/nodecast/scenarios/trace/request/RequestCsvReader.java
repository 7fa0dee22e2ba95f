package dev.nodecast.scenarios.trace.request;

import dev.nodecast.scenarios.trace.RequestTrace;
import dev.nodecast.scenarios.trace.RequestTrace.Request;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;

/** Our own request format: {@code arrival_s,input_tokens,output_tokens}. */
public final class RequestCsvReader {

    private RequestCsvReader() {}

    public static RequestTrace read(TraceFile file, TraceWarnings warnings) {
        RequestCollector requests = new RequestCollector(file, warnings);
        for (CsvRow row : CsvTable.withHeader(file).rows()) {
            requests.add(
                    row,
                    new Request(
                            row.secondsAsNanos("arrival_s"), row.count("input_tokens"), row.count("output_tokens")));
        }
        return requests.trace();
    }
}
