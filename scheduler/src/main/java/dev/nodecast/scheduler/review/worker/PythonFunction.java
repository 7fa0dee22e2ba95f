package dev.nodecast.scheduler.review.worker;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.review.source.CodeBlock;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A function of a block of Python, found by its indentation.
 *
 * @param code its body without comments and docstrings that stand on lines of their own
 * @param mark where its name stands
 */
record PythonFunction(String name, String code, SourceMark mark) {

    static Optional<PythonFunction> find(CodeBlock block, String name) {
        Pattern head = Pattern.compile("\\s*(async\\s+)?def\\s+" + Pattern.quote(name) + "\\s*\\(.*");
        for (int line = block.firstLine(); line <= block.lastLine(); line++) {
            String text = block.source().line(line).orElse("");
            if (head.matcher(text).matches()) {
                SourceMark mark = block.mark(line, text.indexOf(name) + 1, name.length());
                return Optional.of(new PythonFunction(name, body(block, line), mark));
            }
        }
        return Optional.empty();
    }

    private static String body(CodeBlock block, int headLine) {
        int indent = indent(block.source().line(headLine).orElse(""));
        StringBuilder code = new StringBuilder();
        boolean docstring = false;
        for (int line = headLine + 1; line <= block.lastLine(); line++) {
            String text = block.source().line(line).orElse("");
            if (text.isBlank()) {
                continue;
            }
            if (indent(text) <= indent && !docstring) {
                break;
            }
            int quotes = text.split("\"\"\"|'''", -1).length - 1;
            boolean inside = docstring || quotes > 0;
            docstring = quotes % 2 == 1 ? !docstring : docstring;
            if (!inside && !text.strip().startsWith("#")) {
                code.append(text).append('\n');
            }
        }
        return code.toString();
    }

    private static int indent(String text) {
        return text.length() - text.stripLeading().length();
    }
}
