package dev.nodecast.scheduler.manifest.tree;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.diagnostics.SourceText;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/** Says what the YAML parser refused in words that help to repair it. */
final class SyntaxProblem {

    private final SourceText source;
    private final DocumentSplitter.Lines lines;
    private final String text;

    /**
     * Describes problems of one document.
     *
     * @param lines the document's lines in the source
     * @param text the document's text
     */
    SyntaxProblem(SourceText source, DocumentSplitter.Lines lines, String text) {
        this.source = source;
        this.lines = lines;
        this.text = text;
    }

    Diagnostic describe(YamlEngineException broken) {
        return switch (broken) {
            case ReaderException reader -> unprintable(reader);
            case MarkedYamlEngineException marked -> marked(marked);
            case YamlVersionException version ->
                error(source.at(lines.first(), 1), "this version of YAML is not known")
                        .found(firstLine(version.getMessage()))
                        .expected("YAML 1.1 or 1.2")
                        .help("remove the %YAML line");
            default -> error(source.at(lines.first(), 1), "this is not valid YAML: " + firstLine(broken.getMessage()));
        };
    }

    /** Says that the line of this mark is a template's. */
    static Diagnostic template(SourceMark mark) {
        String line = mark.snippet().orElse("");
        int braces = Math.max(0, line.indexOf("{{"));
        SourceMark place = new SourceMark(mark.source(), mark.line(), line.codePointCount(0, braces) + 1, 2);
        return error(place, "this looks like a Helm template, not like YAML")
                .found("`{{` in line " + mark.line())
                .expected("rendered manifests")
                .help("render the chart first: helm template NAME CHART > manifests.yaml");
    }

    private Diagnostic unprintable(ReaderException reader) {
        int position = Math.clamp(reader.getPosition(), 0, text.codePointCount(0, text.length()));
        int index = text.offsetByCodePoints(0, position);
        int line = lines.first();
        int lineStart = 0;
        for (int i = 0; i < index; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        SourceMark mark = source.at(line, text.codePointCount(lineStart, index) + 1);
        return error(mark, "the text contains a control character")
                .found(String.format("the character U+%04X", reader.getCodePoint()))
                .expected("printable text")
                .help("remove the character, or write it escaped in double quotes, as in \"\\u0007\"");
    }

    private Diagnostic marked(MarkedYamlEngineException broken) {
        String problem = broken.getProblem() == null ? "" : broken.getProblem();
        SourceMark mark = broken.getProblemMark().map(this::mark).orElse(source.at(lines.first(), 1));
        String line = source.line(mark.line()).orElse("");
        if (line.contains("{{")) {
            return template(mark);
        }
        if (problem.contains("TAB")) {
            return error(mark, "a tab stands where YAML allows only spaces")
                    .found("a tab")
                    .expected("spaces for indentation")
                    .help("replace tabs by spaces");
        }
        if (problem.contains("mapping values are not allowed here")) {
            return error(mark, "a `:` stands where no key can be")
                    .found("`:` inside a value, or a key at another indentation than its neighbours")
                    .expected("`key: value` at the same indentation as the keys above it")
                    .help("quote a value that contains `: `, or correct the indentation");
        }
        return isAtEnd(mark) ? truncated(broken) : other(broken, problem, mark);
    }

    private Diagnostic truncated(MarkedYamlEngineException broken) {
        SourceMark opened =
                broken.getContextMark().map(this::mark).filter(m -> !isAtEnd(m)).orElse(lastCharacter());
        return error(opened, "the text ends before what begins here is complete")
                .found("the end of the document in line " + lastLineWithText())
                .expected(expectation(broken))
                .help("close it, or fetch the file again if it was cut off");
    }

    private Diagnostic other(MarkedYamlEngineException broken, String problem, SourceMark mark) {
        Diagnostic diagnostic = error(mark, "this is not valid YAML: " + firstLine(problem));
        String context = broken.getContext();
        if (context != null && !context.isBlank()) {
            diagnostic = diagnostic.found("the problem " + context
                    + broken.getContextMark()
                            .map(m -> ", which began in line " + mark(m).line())
                            .orElse(""));
        }
        if (problem.contains("block end") || problem.contains("':'")) {
            return diagnostic.help("check the indentation of this line against the lines above it, and that each key"
                    + " is followed by `: `");
        }
        return problem.contains("cannot start any token")
                ? diagnostic.help("quote a value that begins with a character special in YAML")
                : diagnostic;
    }

    private static String expectation(MarkedYamlEngineException broken) {
        String context = broken.getContext() == null ? "" : broken.getContext();
        if (context.contains("quoted scalar")) {
            return "a closing quote";
        }
        if (context.contains("flow mapping")) {
            return "a closing `}`";
        }
        if (context.contains("flow sequence")) {
            return "a closing `]`";
        }
        return context.contains("simple key") ? "`: ` behind the key" : "the rest of the document";
    }

    private SourceMark lastCharacter() {
        int line = lastLineWithText();
        String last = source.line(line).orElse("").stripTrailing();
        return source.at(line, Math.max(1, last.codePointCount(0, last.length())));
    }

    private int lastLineWithText() {
        int line = lines.last();
        while (line > lines.first() && source.line(line).orElse("").isBlank()) {
            line--;
        }
        return line;
    }

    private boolean isAtEnd(SourceMark mark) {
        for (int line = mark.line(); line <= lines.last(); line++) {
            String rest = source.line(line).orElse("");
            int from = line == mark.line() ? Math.min(mark.column() - 1, rest.length()) : 0;
            if (!rest.substring(Math.max(0, from)).isBlank()) {
                return false;
            }
        }
        return true;
    }

    private SourceMark mark(Mark mark) {
        return source.at(lines.first() + mark.getLine(), mark.getColumn() + 1);
    }

    private static Diagnostic error(SourceMark mark, String message) {
        return Diagnostic.error(ManifestRule.SYNTAX.id(), mark, message);
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
