package dev.nodecast.scenarios.trace.source;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import java.nio.file.Path;

/** How problems of trace files are worded: place, found, expected, remedy. */
final class TraceProblem {

    private static final String UNUSABLE = "NC0701";
    private static final String ODD = "NC0702";

    private TraceProblem() {}

    /** The file cannot be used. */
    static InvalidInput error(Path path, int line, String found, String expected, String remedy) {
        SourceMark mark = SourceMark.of(path.toString(), line, 0);
        return new InvalidInput(
                completed(Diagnostic.error(UNUSABLE, mark, headline(found, expected)), found, expected, remedy));
    }

    /** The file can be used with care. */
    static Diagnostic warning(Path path, int line, String found, String expected, String remedy) {
        SourceMark mark = SourceMark.of(path.toString(), line, 0);
        return completed(Diagnostic.warning(ODD, mark, headline(found, expected)), found, expected, remedy);
    }

    private static Diagnostic completed(Diagnostic bare, String found, String expected, String remedy) {
        return bare.found(found).expected(expected).help(remedy);
    }

    private static String headline(String found, String expected) {
        return "found " + found + " where " + expected + " was expected";
    }
}
