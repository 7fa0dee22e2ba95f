package dev.nodecast.scenarios.trace.request;

import dev.nodecast.scenarios.trace.ClientTrace;
import dev.nodecast.scenarios.trace.ClientTrace.Window;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.util.ArrayList;
import java.util.List;

/** One client of ServeGen (alibaba/ServeGen): {@code t,rate,cv,pattern,parameter,parameter} without a header. */
public final class ServeGenClientReader {

    private ServeGenClientReader() {}

    public static ClientTrace read(TraceFile file, TraceWarnings warnings) {
        List<Window> windows = new ArrayList<>();
        for (CsvRow row : CsvTable.withoutHeader(file, ',', "t", "rate", "cv", "pattern", "first", "second")
                .rows()) {
            long startNs = row.secondsAsNanos("t");
            if (!windows.isEmpty() && startNs <= windows.getLast().startNs()) {
                throw row.bad("t", "a time after the row above; sort the file by its first column");
            }
            windows.add(new Window(
                    startNs,
                    row.quantity("rate"),
                    row.quantity("cv"),
                    row.text("pattern"),
                    row.quantity("first"),
                    row.quantity("second")));
        }
        return new ClientTrace(windows);
    }
}
