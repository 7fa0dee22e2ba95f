package dev.nodecast.scheduler.review.source;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the right sides of attributes. */
final class HclValueReader {

    private static final Pattern PLAIN = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false|null");
    private static final Pattern HEREDOC = Pattern.compile("<<-?([A-Za-z_][A-Za-z0-9_-]*)");

    private final TextScanner in;
    private final HclReader reader;

    HclValueReader(TextScanner in, HclReader reader) {
        this.in = in;
        this.reader = reader;
    }

    HclValue value() {
        in.skipBlanks(false);
        SourceMark start = in.mark();
        int from = in.position();
        HclValue simple = switch (in.peek()) {
            case '"' -> {
                String quoted = quoted();
                yield new HclValue.Literal(in.markSince(start), in.since(from), quoted);
            }
            case '[' -> list(start, from);
            case '{' -> object(start, from);
            case '<' -> heredoc(start, from);
            default -> plain(start, from);
        };
        return endsHere() ? simple : expression(start, from);
    }

    private boolean endsHere() {
        in.skipBlanks(false);
        return in.atEnd() || ",]}\n#".indexOf(in.peek()) >= 0 || in.looksAt("//") || in.looksAt("/*");
    }

    private HclValue plain(SourceMark start, int from) {
        while (!endsHere()) {
            advance();
        }
        String text = in.since(from).strip();
        SourceMark mark = in.markSince(start);
        if (text.isEmpty()) {
            throw HclReader.broken(start, "this attribute has no value", "a value behind `=`");
        }
        return PLAIN.matcher(text).matches()
                ? new HclValue.Literal(mark, text, text)
                : new HclValue.Expression(mark, text);
    }

    private HclValue expression(SourceMark start, int from) {
        while (!endsHere()) {
            advance();
        }
        return new HclValue.Expression(in.markSince(start), in.since(from).strip());
    }

    private void advance() {
        switch (in.peek()) {
            case '"' -> quoted();
            case '(', '[', '{' -> bracketed();
            default -> in.next();
        }
    }

    private HclValue list(SourceMark start, int from) {
        if (isComprehension()) {
            bracketed();
            return new HclValue.Expression(in.markSince(start), in.since(from));
        }
        in.next();
        reader.enter();
        List<HclValue> values = new ArrayList<>();
        while (true) {
            reader.skipSpace();
            if (in.atEnd()) {
                throw HclReader.broken(start, "the text ends before this list is closed", "a closing `]`");
            }
            if (in.peek() == ']') {
                in.next();
                reader.leave();
                return new HclValue.Items(in.markSince(start), in.since(from), values);
            }
            values.add(value());
            reader.skipSpace();
            if (in.peek() == ',') {
                in.next();
            } else if (in.peek() != ']') {
                throw HclReader.broken(in.mark(), "the items of a list are not separated", "`,` or `]`");
            }
        }
    }

    private HclValue object(SourceMark start, int from) {
        if (isComprehension()) {
            bracketed();
            return new HclValue.Expression(in.markSince(start), in.since(from));
        }
        in.next();
        HclBody body = reader.body(true);
        return new HclValue.Object(in.markSince(start), in.since(from), body);
    }

    private boolean isComprehension() {
        int ahead = 1;
        while (Character.isWhitespace(in.peek(ahead))) {
            ahead++;
        }
        return in.peek(ahead) == 'f'
                && in.peek(ahead + 1) == 'o'
                && in.peek(ahead + 2) == 'r'
                && Character.isWhitespace(in.peek(ahead + 3));
    }

    private HclValue heredoc(SourceMark start, int from) {
        int lineStart = in.position();
        in.skipLine();
        Matcher head = HEREDOC.matcher(in.since(lineStart).strip());
        if (!head.matches()) {
            return new HclValue.Expression(in.markSince(start), in.since(from).strip());
        }
        in.skip(1);
        int content = in.position();
        while (!in.atEnd()) {
            int beginning = in.position();
            in.skipLine();
            if (in.since(beginning).strip().equals(head.group(1))) {
                String all = in.since(content);
                String value =
                        all.substring(0, all.length() - in.since(beginning).length());
                return new HclValue.Literal(start, in.since(from), value);
            }
            in.skip(1);
        }
        throw HclReader.broken(start, "the text ends inside this heredoc", "a line with `" + head.group(1) + "`");
    }

    /** A quoted text without its quotes; interpolations may hold quotes of their own. */
    String quoted() {
        SourceMark start = in.mark();
        in.next();
        StringBuilder out = new StringBuilder();
        int braces = 0;
        while (true) {
            if (in.atEnd() || (in.peek() == '\n' && braces == 0)) {
                throw HclReader.broken(start, "the text ends inside these quotes", "a closing quote");
            }
            if (in.peek() == '"' && braces == 0) {
                in.next();
                return out.toString();
            }
            if (in.peek() == '\\' && braces == 0) {
                in.next();
                out.append(in.atEnd() ? ' ' : unescaped(in.next()));
                continue;
            }
            boolean opens = in.peek() == '{' && (braces > 0 || out.toString().endsWith("$"));
            braces += opens ? 1 : in.peek() == '}' && braces > 0 ? -1 : 0;
            out.append(in.next());
        }
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            default -> c;
        };
    }

    /** Steps over a bracket and everything up to its partner. */
    void bracketed() {
        SourceMark start = in.mark();
        int open = 0;
        do {
            reader.skipSpace();
            if (in.atEnd()) {
                throw HclReader.broken(start, "the text ends before this bracket is closed", "a closing bracket");
            }
            char c = in.peek();
            if (c == '"') {
                quoted();
            } else {
                open += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
                in.next();
            }
        } while (open > 0);
    }
}
