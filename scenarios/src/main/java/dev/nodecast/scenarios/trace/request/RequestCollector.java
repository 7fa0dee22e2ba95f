package dev.nodecast.scenarios.trace.request;

import dev.nodecast.scenarios.trace.RequestTrace;
import dev.nodecast.scenarios.trace.RequestTrace.Request;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects requests row by row; rows out of order are sorted, with a warning. */
final class RequestCollector {

    private final TraceFile file;
    private final TraceWarnings warnings;
    private final List<Request> requests = new ArrayList<>();

    RequestCollector(TraceFile file, TraceWarnings warnings) {
        this.file = file;
        this.warnings = warnings;
    }

    void add(CsvRow row, Request request) {
        if (!requests.isEmpty() && request.arrivalNs() < requests.getLast().arrivalNs()) {
            warnings.add(
                    "order",
                    file.warning(
                            row.line(),
                            "a request before the row above",
                            "rows in order of arrival",
                            "the requests are sorted"));
        }
        requests.add(request);
    }

    RequestTrace trace() {
        requests.sort(Comparator.comparingLong(Request::arrivalNs));
        return new RequestTrace(requests);
    }
}
