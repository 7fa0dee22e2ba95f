package dev.nodecast.scenarios.trace;

import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.nio.file.Path;

/** Reads trace files: the format is recognised by its content unless one is named. */
public final class Traces {

    private Traces() {}

    /**
     * Reads {@code path} in whatever known format it is.
     *
     * @throws dev.nodecast.scheduler.diagnostics.InvalidInput naming file, line, found, expected and remedy
     */
    public static Loaded<Trace> read(Path path) {
        TraceFile file = TraceFile.open(path);
        return read(file, TraceFormat.detect(file));
    }

    /** Reads {@code path} as {@code format}. */
    public static Loaded<Trace> read(Path path, TraceFormat format) {
        return read(TraceFile.open(path), format);
    }

    /** Reads {@code path}, which must hold the wanted kind of trace, such as {@code JobTrace.class}. */
    public static <T extends Trace> Loaded<T> read(Path path, Class<T> wanted) {
        return as(read(path), path, wanted);
    }

    /** Reads {@code path} as {@code format}, which must give the wanted kind of trace. */
    public static <T extends Trace> Loaded<T> read(Path path, TraceFormat format, Class<T> wanted) {
        return as(read(path, format), path, wanted);
    }

    private static Loaded<Trace> read(TraceFile file, TraceFormat format) {
        TraceWarnings warnings = new TraceWarnings();
        Trace trace = format.reader().read(file, warnings);
        return new Loaded<>(trace, format, warnings.toList());
    }

    private static <T extends Trace> Loaded<T> as(Loaded<Trace> loaded, Path path, Class<T> wanted) {
        if (wanted.isInstance(loaded.trace())) {
            return new Loaded<>(wanted.cast(loaded.trace()), loaded.format(), loaded.warnings());
        }
        throw TraceFile.open(path)
                .error(
                        0,
                        "a trace of " + loaded.trace().kind() + " (format "
                                + loaded.format().id() + ")",
                        "a " + wanted.getSimpleName(),
                        "name another file, or its format if it was recognised wrongly");
    }
}
