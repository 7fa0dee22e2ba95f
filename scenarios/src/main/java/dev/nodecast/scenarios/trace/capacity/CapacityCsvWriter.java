package dev.nodecast.scenarios.trace.capacity;

import dev.nodecast.scenarios.trace.CapacityTrace;
import dev.nodecast.scenarios.trace.source.Seconds;
import java.io.IOException;

/** Writes the format that {@link CapacityCsvReader} reads; a last row marks the end of the trace. */
public final class CapacityCsvWriter {

    private CapacityCsvWriter() {}

    /** Writes {@code trace} with a header line. */
    public static void write(CapacityTrace trace, Appendable out) throws IOException {
        out.append("time_s,capacity\n");
        for (int step = 0; step < trace.size(); step++) {
            row(out, trace.timeNs(step), trace.capacity(step));
        }
        int last = trace.size() - 1;
        if (trace.durationNs() > trace.timeNs(last)) {
            row(out, trace.durationNs(), trace.capacity(last));
        }
    }

    private static void row(Appendable out, long timeNs, int capacity) throws IOException {
        out.append(Seconds.text(timeNs))
                .append(',')
                .append(Integer.toString(capacity))
                .append('\n');
    }
}
