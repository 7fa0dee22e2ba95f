package dev.nodecast.scheduler.review.source;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.util.Locale;

/**
 * Some lines of a text in one language: a fenced block of a Markdown file, or a whole file.
 *
 * @param language in lower case; empty where none is given
 * @param firstLine from 1, inclusive
 * @param lastLine inclusive; below {@code firstLine} where the block is empty
 */
public record CodeBlock(String language, SourceText source, int firstLine, int lastLine) {

    public CodeBlock {
        language = language.toLowerCase(Locale.ROOT);
    }

    /** A whole text. */
    public static CodeBlock whole(String language, SourceText source) {
        return new CodeBlock(language, source, 1, source.lineCount());
    }

    /** Its lines. */
    public String text() {
        return lastLine < firstLine
                ? ""
                : source.text().substring(source.lineStart(firstLine), source.lineStart(lastLine + 1));
    }

    /** A part of one of its lines. */
    public SourceMark mark(int line, int column, int length) {
        return new SourceMark(source, line, column, Math.max(1, length));
    }

    /** Where it begins. */
    public SourceMark mark() {
        return source.at(Math.min(firstLine, Math.max(1, source.lineCount())), 1);
    }
}
