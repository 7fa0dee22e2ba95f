package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a catalogue file: comma-separated with a header line; lines that start with {@code #} and empty lines are
 * skipped; a cell may stand in double quotes. Problems go to the diagnostics.
 */
final class CsvTable {

    /** The columns a file must and may have. */
    record Columns(List<String> required, List<String> optional) {

        List<String> all() {
            List<String> all = new ArrayList<>(required);
            all.addAll(optional);
            return all;
        }
    }

    private final SourceText source;
    private final Columns columns;
    private final Diagnostics diagnostics;
    private final List<CsvRow> rows = new ArrayList<>();

    private CsvTable(SourceText source, Columns columns, Diagnostics diagnostics) {
        this.source = source;
        this.columns = columns;
        this.diagnostics = diagnostics;
    }

    static List<CsvRow> read(SourceText source, Columns columns, Diagnostics diagnostics) {
        CsvTable table = new CsvTable(source, columns, diagnostics);
        diagnostics.opened(source.name());
        table.readLines();
        return table.rows;
    }

    private void readLines() {
        List<String> header = List.of();
        for (int number = 1; number <= source.lineCount(); number++) {
            String line = source.line(number).orElse("");
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<CsvCell> cells = CsvCell.split(line);
            if (header.isEmpty()) {
                header = header(number, cells);
                if (header.isEmpty()) {
                    return;
                }
            } else {
                addRow(number, header, cells);
            }
        }
        if (header.isEmpty()) {
            diagnostics.add(Diagnostic.error("NC0501", source.whole(), "there is no header line")
                    .found("no line that is neither empty nor a comment")
                    .expected("a first line with the columns " + String.join(",", columns.required()))
                    .help("write the names of the columns into the first line"));
        }
    }

    /** The names of the columns; empty where the file cannot be read with them. */
    private List<String> header(int number, List<CsvCell> cells) {
        List<String> names = cells.stream().map(CsvCell::text).toList();
        boolean usable = true;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!columns.all().contains(name) || names.indexOf(name) != i) {
                usable = false;
                String problem = names.indexOf(name) == i ? "unknown column" : "the column stands here twice";
                diagnostics.add(Diagnostic.error(
                                "NC0501", source.at(number, cells.get(i).column()), problem)
                        .found("`" + name + "`")
                        .expected("some of " + String.join(", ", columns.all()))
                        .help("remove or rename the column"));
            }
        }
        for (String required : columns.required()) {
            if (!names.contains(required)) {
                usable = false;
                diagnostics.add(Diagnostic.error("NC0501", source.at(number, 1), "a column is missing")
                        .found(String.join(",", names))
                        .expected("a column `" + required + "`")
                        .help("add the column `" + required + "`"));
            }
        }
        return usable ? names : List.of();
    }

    private void addRow(int number, List<String> header, List<CsvCell> cells) {
        if (cells.size() != header.size()) {
            diagnostics.add(
                    Diagnostic.error("NC0501", source.at(number, 1), "the line has not as many cells as the header")
                            .found(cells.size() + " cells")
                            .expected(header.size() + " cells")
                            .help("write one cell, possibly empty, for each of " + String.join(",", header)));
            return;
        }
        rows.add(new CsvRow(source, number, header, cells, diagnostics));
    }
}
