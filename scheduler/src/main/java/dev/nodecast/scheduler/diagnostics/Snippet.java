package dev.nodecast.scheduler.diagnostics;

import java.util.Optional;

/**
 * The source line of a diagnostic and the carets below it: tabs widened, control characters made harmless, a long line
 * cut to a window around the mark.
 */
record Snippet(String line, String carets) {

    private static final int WIDTH_MAX = 140;
    private static final int BEFORE_MARK = 60;
    private static final int TAB = 4;

    static Optional<Snippet> of(SourceMark mark) {
        return mark.snippet().map(line -> of(line, Math.max(1, mark.column()), Math.max(1, mark.length())));
    }

    private static Snippet of(String line, int column, int length) {
        int[] points = line.codePoints().toArray();
        int first = points.length > WIDTH_MAX ? Math.max(0, column - 1 - BEFORE_MARK) : 0;
        int end = Math.min(points.length, first + WIDTH_MAX);
        StringBuilder shown = new StringBuilder(first > 0 ? "…" : "");
        int cells = first > 0 ? 1 : 0;
        int caretStart = cells;
        int caretEnd = cells;
        for (int i = first; i < end; i++) {
            caretStart = i == column - 1 ? cells : caretStart;
            cells += append(shown, points[i]);
            caretEnd = i < column - 1 + length ? cells : caretEnd;
            if (i < column - 1) {
                caretStart = cells;
            }
        }
        shown.append(end < points.length ? "…" : "");
        return new Snippet(
                shown.toString().stripTrailing(),
                " ".repeat(caretStart) + "^".repeat(Math.max(1, caretEnd - caretStart)));
    }

    private static int append(StringBuilder shown, int codePoint) {
        if (codePoint == '\t') {
            shown.repeat(' ', TAB);
            return TAB;
        }
        int safe = Character.isISOControl(codePoint) ? 0xFFFD : codePoint;
        shown.appendCodePoint(safe);
        return DisplayWidth.of(safe);
    }
}
