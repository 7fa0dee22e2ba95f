package dev.nodecast.scheduler.review.source;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.diagnostics.SourceText;

/** Walks over some lines of a text, character by character, and knows where it is. */
final class TextScanner {

    /** What {@link #peek} gives behind the last character. */
    static final char END = '\0';

    private final SourceText source;
    private final String text;
    private final int end;
    private int at;
    private int line;
    private int column = 1;

    /** Lines from and to inclusive, from 1. */
    TextScanner(SourceText source, int firstLine, int lastLine) {
        this.source = source;
        this.text = source.text();
        this.at = source.lineStart(firstLine);
        this.end = source.lineStart(lastLine + 1);
        this.line = firstLine;
    }

    boolean atEnd() {
        return at >= end;
    }

    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        return at + ahead < end ? text.charAt(at + ahead) : END;
    }

    boolean looksAt(String word) {
        return at + word.length() <= end && text.startsWith(word, at);
    }

    char next() {
        char c = text.charAt(at++);
        if (c == '\n') {
            line++;
            column = 1;
        } else if (!Character.isLowSurrogate(c)) {
            column++;
        }
        return c;
    }

    void skip(int count) {
        for (int i = 0; i < count && !atEnd(); i++) {
            next();
        }
    }

    void skipLine() {
        while (!atEnd() && peek() != '\n') {
            next();
        }
    }

    /** Blanks, and line ends too where {@code lines} is set. */
    void skipBlanks(boolean lines) {
        while (!atEnd() && Character.isWhitespace(peek()) && (lines || peek() != '\n')) {
            next();
        }
    }

    int position() {
        return at;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }

    String since(int start) {
        return text.substring(start, at);
    }

    SourceMark mark() {
        return source.at(line, column);
    }

    /** A mark from a place on this line up to here. */
    SourceMark markSince(SourceMark start) {
        int length = start.line() == line ? Math.max(1, column - start.column()) : 1;
        return new SourceMark(source, start.line(), start.column(), length);
    }
}
