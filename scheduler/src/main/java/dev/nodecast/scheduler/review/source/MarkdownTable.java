package dev.nodecast.scheduler.review.source;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import java.util.List;

/** A table of a Markdown file; every row may have fewer or more cells than the header. */
public record MarkdownTable(List<Cell> header, List<List<Cell>> rows) {

    /** A cell without surrounding blanks and emphasis. */
    public record Cell(String text, SourceMark mark) {}

    public MarkdownTable {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
    }
}
