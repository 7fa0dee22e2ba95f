package dev.nodecast.scheduler.diagnostics;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A named text that diagnostics point into: a file, standard input, or something without text such as an object read
 * from a live cluster. Lines end with LF, CRLF or CR.
 */
public final class SourceText {

    private final String name;
    private final @Nullable String text;
    private final int[] lineStarts;

    private SourceText(String name, @Nullable String text) {
        this.name = name;
        this.text = text;
        this.lineStarts = text == null ? new int[0] : lineStarts(text);
    }

    /** A text whose lines can be shown beside a diagnostic. */
    public static SourceText of(String name, String text) {
        return new SourceText(name, text);
    }

    /** A source that has a name but no lines to show. */
    public static SourceText named(String name) {
        return new SourceText(name, null);
    }

    /** The file's path as the user gave it, or another name by which the user knows the source. */
    public String name() {
        return name;
    }

    /** The whole text; empty where the source has none. */
    public String text() {
        return text == null ? "" : text;
    }

    /** How many lines the text has; 0 where the source has no text. */
    public int lineCount() {
        return lineStarts.length;
    }

    /** The line with this number (from 1), without its line ending; empty where there is no such line. */
    public Optional<String> line(int number) {
        if (text == null || number < 1 || number > lineStarts.length) {
            return Optional.empty();
        }
        int start = lineStarts[number - 1];
        int end = number < lineStarts.length ? lineStarts[number] : text.length();
        while (end > start && isLineEnd(text.charAt(end - 1))) {
            end--;
        }
        return Optional.of(text.substring(start, end));
    }

    /** Where in {@link #text()} a line starts (lines from 1); the end of the text for lines behind the last. */
    public int lineStart(int number) {
        if (number > lineStarts.length) {
            return text().length();
        }
        return lineStarts[Math.max(0, number - 1)];
    }

    /** A mark at a line and column, both from 1. */
    public SourceMark at(int line, int column) {
        return new SourceMark(this, line, column, 1);
    }

    /** A mark for the source as a whole. */
    public SourceMark whole() {
        return new SourceMark(this, 0, 0, 0);
    }

    @Override
    public String toString() {
        return name;
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ends = c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
            if (ends) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
