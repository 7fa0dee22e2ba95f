package dev.nodecast.scheduler.review.source;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits shell scripts into simple commands and words. Knows quotes, comments, continued lines and heredocs; expands
 * nothing.
 */
public final class ShellReader {

    private static final Pattern HEREDOC = Pattern.compile("<<-?\\s*['\"]?([A-Za-z_][A-Za-z0-9_]*)['\"]?");

    private final TextScanner in;
    private final List<ShellCommand> commands = new ArrayList<>();
    private final List<ShellWord> words = new ArrayList<>();

    private ShellReader(TextScanner in) {
        this.in = in;
    }

    /** The commands in some lines of a text, in order. */
    public static List<ShellCommand> read(SourceText source, int firstLine, int lastLine) {
        return new ShellReader(new TextScanner(source, firstLine, lastLine)).commands();
    }

    private List<ShellCommand> commands() {
        while (!in.atEnd()) {
            char c = in.peek();
            if (c == '\\' && in.peek(1) == '\n') {
                in.skip(2);
            } else if (c == '\\' && in.peek(1) == '\r') {
                in.skip(3);
            } else if (c == '\n') {
                in.next();
                endCommand();
            } else if (Character.isWhitespace(c)) {
                in.next();
            } else if (c == '#') {
                in.skipLine();
            } else if (";|&()".indexOf(c) >= 0) {
                in.next();
                endCommand();
            } else if (in.looksAt("<<") && !in.looksAt("<<<")) {
                heredoc();
            } else {
                word();
            }
        }
        endCommand();
        return commands;
    }

    private void endCommand() {
        if (!words.isEmpty()) {
            boolean prompt = words.getFirst().text().equals("$") && words.size() > 1;
            commands.add(new ShellCommand(prompt ? words.subList(1, words.size()) : words));
            words.clear();
        }
    }

    private void word() {
        SourceMark start = in.mark();
        StringBuilder text = new StringBuilder();
        while (!in.atEnd() && !Character.isWhitespace(in.peek()) && ";|&()".indexOf(in.peek()) < 0) {
            if (in.peek() == '\\' && (in.peek(1) == '\n' || in.peek(1) == '\r')) {
                break;
            }
            part(text);
        }
        words.add(new ShellWord(text.toString(), in.markSince(start)));
    }

    private void part(StringBuilder text) {
        char c = in.next();
        if (c == '\'') {
            while (!in.atEnd() && in.peek() != '\'') {
                text.append(in.next());
            }
            in.skip(1);
        } else if (c == '"') {
            while (!in.atEnd() && in.peek() != '"') {
                if (in.peek() == '\\' && (in.peek(1) == '"' || in.peek(1) == '\\')) {
                    in.next();
                }
                text.append(in.next());
            }
            in.skip(1);
        } else if (c == '\\' && !in.atEnd()) {
            text.append(in.next());
        } else if (c == '$' && (in.peek() == '(' || in.peek() == '{')) {
            text.append(c);
            substitution(text);
        } else {
            text.append(c);
        }
    }

    private void substitution(StringBuilder text) {
        int open = 0;
        do {
            char c = in.next();
            open += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
            text.append(c);
        } while (open > 0 && !in.atEnd());
    }

    private void heredoc() {
        int from = in.position();
        in.skipLine();
        Matcher head = HEREDOC.matcher(in.since(from));
        if (!head.find()) {
            return;
        }
        while (!in.atEnd()) {
            in.skip(1);
            int start = in.position();
            in.skipLine();
            if (in.since(start).strip().equals(head.group(1))) {
                return;
            }
        }
    }
}
