package dev.nodecast.scheduler.review.source;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds the metrics that PromQL reads. It only splits words: names that are called are functions, names in braces or behind
 * {@code by} are labels, what remains are metrics. Source: Prometheus documentation, querying basics and operators.
 */
public final class PromqlReader {

    private static final List<String> LABEL_LISTS =
            List.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final List<String> WORDS =
            List.of("and", "or", "unless", "offset", "bool", "atan2", "inf", "nan", "start", "end", "true", "false");

    private final TextScanner in;
    private final List<PromqlSelector> found = new ArrayList<>();
    private final List<String> grouped = new ArrayList<>();

    private PromqlReader(TextScanner in) {
        this.in = in;
    }

    /** The metrics in some lines of a text; {@code #} begins a comment. */
    public static List<PromqlSelector> read(SourceText source, int firstLine, int lastLine) {
        return new PromqlReader(new TextScanner(source, firstLine, lastLine)).read();
    }

    /** The metrics in an expression that stands at a mark, perhaps escaped. */
    public static List<PromqlSelector> read(String expression, SourceMark mark) {
        SourceText text = SourceText.of(mark.file(), expression);
        return read(text, 1, text.lineCount()).stream()
                .map(s -> new PromqlSelector(s.metric(), s.labels(), s.groupedBy(), mark))
                .toList();
    }

    private List<PromqlSelector> read() {
        while (!in.atEnd()) {
            char c = in.peek();
            if (c == '#') {
                in.skipLine();
            } else if (c == '"' || c == '\'' || c == '`') {
                quoted();
            } else if (c == '[') {
                skipPast(']');
            } else if (c == '{') {
                labels();
            } else if (Character.isDigit(c)) {
                number();
            } else if (isStart(c)) {
                word();
            } else {
                in.next();
            }
        }
        return found.stream()
                .map(s -> new PromqlSelector(s.metric(), s.labels(), grouped, s.mark()))
                .toList();
    }

    private void number() {
        while (Character.isLetterOrDigit(in.peek()) || in.peek() == '.') {
            in.next();
        }
    }

    private void word() {
        SourceMark start = in.mark();
        int from = in.position();
        while (isStart(in.peek()) || Character.isDigit(in.peek())) {
            in.next();
        }
        String name = in.since(from);
        SourceMark mark = in.markSince(start);
        in.skipBlanks(true);
        if (LABEL_LISTS.contains(name.toLowerCase(Locale.ROOT))) {
            if (in.peek() == '(') {
                List<String> names = words(')');
                if (name.equalsIgnoreCase("by")) {
                    grouped.addAll(names);
                }
            }
        } else if (in.peek() != '(' && !WORDS.contains(name.toLowerCase(Locale.ROOT)) && !isClauseBehindCall()) {
            found.add(new PromqlSelector(name, in.peek() == '{' ? labels() : List.of(), List.of(), mark));
        }
    }

    /** An aggregation may have its clause in front: {@code sum by (x) (…)}; the name is then no metric. */
    private boolean isClauseBehindCall() {
        return (in.looksAt("by") || in.looksAt("without")) && !isStart(in.peek(in.looksAt("by") ? 2 : 7));
    }

    private List<String> labels() {
        in.next();
        List<String> names = new ArrayList<>();
        while (!in.atEnd() && in.peek() != '}') {
            char c = in.peek();
            if (c == '"' || c == '\'' || c == '`') {
                quoted();
            } else if (isStart(c)) {
                names.add(label());
            } else {
                in.next();
            }
        }
        in.skip(1);
        return names;
    }

    private List<String> words(char close) {
        in.next();
        List<String> names = new ArrayList<>();
        while (!in.atEnd() && in.peek() != close) {
            if (isStart(in.peek())) {
                names.add(label());
            } else {
                in.next();
            }
        }
        in.skip(1);
        return names;
    }

    private String label() {
        int from = in.position();
        while (isStart(in.peek()) || Character.isDigit(in.peek())) {
            in.next();
        }
        return in.since(from);
    }

    private void quoted() {
        char quote = in.next();
        while (!in.atEnd() && in.peek() != quote) {
            if (in.next() == '\\' && !in.atEnd()) {
                in.next();
            }
        }
        in.skip(1);
    }

    private void skipPast(char close) {
        boolean open = true;
        while (open && !in.atEnd()) {
            open = in.next() != close;
        }
    }

    private static boolean isStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || c == '$';
    }
}
