package dev.nodecast.scheduler.review.source;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the fenced code blocks and the tables of a Markdown file. */
public final class MarkdownReader {

    private static final Pattern FENCE = Pattern.compile("^\\s*(`{3,}|~{3,})\\s*([^\\s`{]*).*$");
    private static final Pattern RULE = Pattern.compile("^\\s*\\|?\\s*:?-+:?\\s*(\\|\\s*:?-+:?\\s*)*\\|?\\s*$");

    private final SourceText source;
    private final List<CodeBlock> blocks = new ArrayList<>();
    private final List<MarkdownTable> tables = new ArrayList<>();

    /** Reads the text. */
    public MarkdownReader(SourceText source) {
        this.source = source;
        read();
    }

    /** Fenced blocks in order. */
    public List<CodeBlock> blocks() {
        return List.copyOf(blocks);
    }

    /** Tables in order. */
    public List<MarkdownTable> tables() {
        return List.copyOf(tables);
    }

    private void read() {
        @Nullable String fence = null;
        String language = "";
        int start = 0;
        for (int line = 1; line <= source.lineCount(); line++) {
            String text = source.line(line).orElse("");
            Matcher matcher = FENCE.matcher(text);
            if (fence == null && matcher.matches()) {
                fence = matcher.group(1);
                language = matcher.group(2);
                start = line + 1;
            } else if (fence != null && text.strip().startsWith(fence)) {
                blocks.add(new CodeBlock(language, source, start, line - 1));
                fence = null;
            } else if (fence == null && isTableStart(line)) {
                line = table(line);
            }
        }
        if (fence != null) {
            blocks.add(new CodeBlock(language, source, start, source.lineCount()));
        }
    }

    private boolean isTableStart(int line) {
        String next = source.line(line + 1).orElse("");
        return source.line(line).orElse("").contains("|")
                && next.contains("|")
                && RULE.matcher(next).matches();
    }

    private int table(int headerLine) {
        List<List<MarkdownTable.Cell>> rows = new ArrayList<>();
        int line = headerLine + 2;
        while (source.line(line).orElse("").contains("|")) {
            rows.add(cells(line));
            line++;
        }
        tables.add(new MarkdownTable(cells(headerLine), rows));
        return line - 1;
    }

    private List<MarkdownTable.Cell> cells(int line) {
        String text = source.line(line).orElse("");
        List<MarkdownTable.Cell> cells = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && (text.charAt(i) != '|' || (i > 0 && text.charAt(i - 1) == '\\'))) {
                continue;
            }
            boolean edge =
                    (from == 0 || i == text.length()) && text.substring(from, i).isBlank();
            if (!edge) {
                cells.add(cell(line, text, from, i));
            }
            from = i + 1;
        }
        return cells;
    }

    private MarkdownTable.Cell cell(int line, String text, int from, int to) {
        String raw = text.substring(from, to);
        int lead = raw.length() - raw.stripLeading().length();
        int column = text.codePointCount(0, from + lead) + 1;
        String trimmed = raw.strip();
        String plain = trimmed.replace("**", "").replace("`", "").strip();
        int length = Math.max(1, trimmed.codePointCount(0, trimmed.length()));
        return new MarkdownTable.Cell(plain, new SourceMark(source, line, column, length));
    }
}
