package dev.nodecast.scenarios.trace;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import java.util.List;

/**
 * A trace that was read, and what was odd about its file.
 *
 * @param trace the trace
 * @param format the format it was read as
 * @param warnings what could be lived with; to be shown to the user
 */
public record Loaded<T extends Trace>(T trace, TraceFormat format, List<Diagnostic> warnings) {

    public Loaded {
        warnings = List.copyOf(warnings);
    }
}
