package dev.nodecast.scheduler.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prints diagnostics in the layout of the Rust compiler: headline, place, source line with carets, facts, remedy.
 *
 * <p>Control characters of the input never reach the terminal.
 */
public final class DiagnosticRenderer {

    private static final String RESET = "\u001B[0m";
    private static final String BOLD = "\u001B[1m";
    private static final String BLUE = "\u001B[1;34m";

    private final boolean colour;

    private DiagnosticRenderer(boolean colour) {
        this.colour = colour;
    }

    /** Without colour: for files and pipes. */
    public static DiagnosticRenderer plain() {
        return new DiagnosticRenderer(false);
    }

    /** With ANSI colours: for terminals. */
    public static DiagnosticRenderer coloured() {
        return new DiagnosticRenderer(true);
    }

    /** All diagnostics in source order, a blank line behind each, and a last line that counts them. */
    public String render(Diagnostics diagnostics) {
        StringBuilder out = new StringBuilder();
        for (Diagnostic diagnostic : diagnostics.list()) {
            out.append(render(diagnostic)).append('\n');
        }
        if (diagnostics.suppressed() > 0) {
            out.append(diagnostics.suppressed()).append(" more of the same kinds are not shown\n");
        }
        summary(diagnostics).ifPresent(line -> out.append(line).append('\n'));
        return out.toString();
    }

    /** One diagnostic; every line, also the last, ends with a line feed. */
    public String render(Diagnostic diagnostic) {
        StringBuilder out = new StringBuilder();
        String head = diagnostic.severity().word() + "[" + diagnostic.ruleId() + "]";
        out.append(paint(colourOf(diagnostic.severity()), head))
                .append(paint(BOLD, ": " + harmless(diagnostic.message())))
                .append('\n');
        int gutter = place(out, diagnostic.mark());
        fact(out, gutter, "field", diagnostic.fieldPath().isEmpty() ? null : diagnostic.fieldPath());
        fact(out, gutter, "found", diagnostic.found());
        fact(out, gutter, "expected", diagnostic.expected());
        fact(out, gutter, "consequence", diagnostic.consequence());
        fact(out, gutter, "help", diagnostic.help());
        return out.toString();
    }

    private int place(StringBuilder out, SourceMark mark) {
        String number = mark.hasLine() ? Integer.toString(mark.line()) : "";
        int gutter = Math.max(1, number.length());
        String margin = " ".repeat(gutter);
        out.append(margin)
                .append(paint(BLUE, "--> "))
                .append(harmless(mark.toString()))
                .append('\n');
        Snippet.of(mark).ifPresent(snippet -> {
            String bar = paint(BLUE, " |");
            out.append(margin).append(bar).append('\n');
            out.append(paint(BLUE, number))
                    .append(bar)
                    .append(' ')
                    .append(snippet.line())
                    .append('\n');
            out.append(margin).append(bar).append(' ').append(snippet.carets()).append('\n');
        });
        return gutter;
    }

    private void fact(StringBuilder out, int gutter, String label, @Nullable String text) {
        if (text == null) {
            return;
        }
        String[] lines = text.split("\n", -1);
        String indent = " ".repeat(gutter + 1);
        out.append(indent)
                .append(paint(BLUE, "= "))
                .append(label)
                .append(": ")
                .append(harmless(lines[0]))
                .append('\n');
        for (int i = 1; i < lines.length; i++) {
            out.append(indent)
                    .append(" ".repeat(label.length() + 4))
                    .append(harmless(lines[i]))
                    .append('\n');
        }
    }

    private static Optional<String> summary(Diagnostics diagnostics) {
        List<String> parts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            int count = diagnostics.count(severity);
            if (count > 0) {
                parts.add(count + " " + severity.word() + (count == 1 ? "" : "s"));
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
    }

    private String paint(String style, String text) {
        return colour ? style + text + RESET : text;
    }

    private static String colourOf(Severity severity) {
        return switch (severity) {
            case ERROR -> "\u001B[1;31m";
            case WARNING -> "\u001B[1;33m";
            case NOTE -> "\u001B[1;36m";
        };
    }

    private static String harmless(String text) {
        return text.codePoints().anyMatch(Character::isISOControl)
                ? text.codePoints()
                        .map(c -> Character.isISOControl(c) ? 0xFFFD : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : text;
    }
}
