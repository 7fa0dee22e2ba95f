package dev.nodecast.scheduler.manifest.tree;

import dev.nodecast.scheduler.diagnostics.SourceText;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into documents at lines that begin with {@code ---}, as kubectl does, so that a syntax error in one
 * document does not hide the problems of the others.
 */
final class DocumentSplitter {

    /** Lines of one document, from and to inclusive. */
    record Lines(int first, int last) {}

    private final SourceText source;

    DocumentSplitter(SourceText source) {
        this.source = source;
    }

    List<Lines> split(int firstLine, int lastLine) {
        List<Lines> documents = new ArrayList<>();
        int start = firstLine;
        boolean onlyDirectives = true;
        boolean directive = false;
        for (int line = firstLine; line <= lastLine; line++) {
            if (isSeparator(line) && line > start && !(directive && onlyDirectives)) {
                documents.add(new Lines(start, line - 1));
                start = line;
                directive = false;
                onlyDirectives = true;
            } else if (startsWith(line, '%') && onlyDirectives) {
                directive = true;
            } else if (!isBlankOrComment(line)) {
                onlyDirectives = false;
            }
        }
        documents.add(new Lines(start, lastLine));
        return documents;
    }

    private boolean isSeparator(int line) {
        int at = source.lineStart(line);
        String text = source.text();
        return text.startsWith("---", at) && (at + 3 >= text.length() || Character.isWhitespace(text.charAt(at + 3)));
    }

    private boolean startsWith(int line, char wanted) {
        int at = source.lineStart(line);
        return at < source.text().length() && source.text().charAt(at) == wanted;
    }

    private boolean isBlankOrComment(int line) {
        int end = source.lineStart(line + 1);
        for (int at = source.lineStart(line); at < end; at++) {
            char c = source.text().charAt(at);
            if (c == '#') {
                return true;
            }
            if (!Character.isWhitespace(c)) {
                return false;
            }
        }
        return true;
    }
}
