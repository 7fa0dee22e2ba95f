package dev.nodecast.scenarios.trace;

import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;

/** Reads one format. */
@FunctionalInterface
public interface TraceReader {

    /**
     * Reads {@code file}; what is odd but harmless goes to {@code warnings}.
     *
     * @throws dev.nodecast.scheduler.diagnostics.InvalidInput if the file cannot be used
     */
    Trace read(TraceFile file, TraceWarnings warnings);
}
