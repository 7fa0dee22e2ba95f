package dev.nodecast.scheduler.diagnostics;

import java.util.Optional;

/**
 * A place in a source.
 *
 * @param source what the place is in
 * @param line from 1; 0 where only the source is known
 * @param column in characters (Unicode code points) from 1; 0 where only the source or the line is known
 * @param length how many characters the marked thing has on its line, for underlining
 */
public record SourceMark(SourceText source, int line, int column, int length) {

    /** A place in a source of which only the name is known. */
    public static SourceMark of(String file, int line, int column) {
        return SourceText.named(file).at(line, column);
    }

    /** The name of the source, for a file its path. */
    public String file() {
        return source.name();
    }

    /** The line the mark is in, where the source has text. */
    public Optional<String> snippet() {
        return source.line(line);
    }

    /** Whether the mark names a line. */
    public boolean hasLine() {
        return line > 0;
    }

    /** {@code file:line:column}, as far as known; editors and terminals make it a link. */
    @Override
    public String toString() {
        if (line <= 0) {
            return file();
        }
        return column <= 0 ? file() + ":" + line : file() + ":" + line + ":" + column;
    }
}
