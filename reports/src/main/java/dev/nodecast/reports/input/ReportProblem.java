package dev.nodecast.reports.input;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import java.nio.file.Path;

/** How a report's refusals are worded: place, found, expected, remedy. */
public final class ReportProblem {

    /** What most unusable folders need. */
    public static final String SIMULATE_AGAIN = "simulate again with `nodecast simulate … -o DIR`";

    private static final String UNUSABLE_RESULT = "NC0801";
    private static final String UNUSABLE_REQUEST = "NC0802";

    private ReportProblem() {}

    /** A result folder or one of its files cannot be used. */
    public static InvalidInput inFile(Path file, String found, String expected, String remedy) {
        return atLine(file, 0, found, expected, remedy);
    }

    /** A line of a result file cannot be used; {@code line} counts from 1, 0 is the whole file. */
    public static InvalidInput atLine(Path file, long line, String found, String expected, String remedy) {
        SourceMark mark = SourceMark.of(file.toString(), (int) Math.min(line, Integer.MAX_VALUE), 0);
        return refused(UNUSABLE_RESULT, mark, found, expected, remedy);
    }

    /** What was asked for cannot be had from this result. */
    public static InvalidInput inRequest(Path folder, String found, String expected, String remedy) {
        return refused(UNUSABLE_REQUEST, SourceMark.of(folder.toString(), 0, 0), found, expected, remedy);
    }

    private static InvalidInput refused(String rule, SourceMark mark, String found, String expected, String remedy) {
        String message = "found " + found + ", expected " + expected;
        return new InvalidInput(Diagnostic.error(rule, mark, message)
                .found(found)
                .expected(expected)
                .help(remedy));
    }
}
