package dev.nodecast.scenarios.trace.source;

import dev.nodecast.scheduler.diagnostics.InvalidInput;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The rows of a CSV or TSV file, each as wide as its header and each knowing its line. */
public final class CsvTable {

    private final TraceFile file;
    private final Map<String, Integer> columns;
    private final List<CsvRow> rows;

    private CsvTable(TraceFile file, Map<String, Integer> columns, List<CsvRow> rows) {
        this.file = file;
        this.columns = columns;
        this.rows = rows;
    }

    /** Parses {@code file}, whose first line names the columns. */
    public static CsvTable withHeader(TraceFile file) {
        List<CsvRow> rows = parse(file, ',');
        CsvRow header = rows.getFirst();
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            if (columns.put(header.text(i), i) != null) {
                throw file.error(
                        header.line(),
                        "column '" + header.text(i) + "' twice",
                        "each column once",
                        "rename one of them");
            }
        }
        List<CsvRow> data = rows.subList(1, rows.size());
        if (data.isEmpty()) {
            throw file.error(
                    header.line(), "a header and no rows", "at least one row", "check the export that wrote it");
        }
        return checked(new CsvTable(file, columns, data), columns.size());
    }

    /** Parses {@code file}, which has no header, into columns named {@code names} in that order. */
    public static CsvTable withoutHeader(TraceFile file, char separator, String... names) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            columns.put(names[i], i);
        }
        return checked(new CsvTable(file, columns, parse(file, separator)), names.length);
    }

    private static CsvTable checked(CsvTable table, int width) {
        CsvRow last = table.rows.getLast();
        for (CsvRow row : table.rows) {
            if (row.size() == width) {
                continue;
            }
            boolean cutOff = row == last && row.size() < width && !table.file.endsWithNewline();
            throw table.file.error(
                    row.line(),
                    row.size() + " columns" + (cutOff ? " and then the end of the file" : ""),
                    width + " columns",
                    cutOff
                            ? "the file is cut off: fetch it again or delete the last line"
                            : "fix the row or delete it");
        }
        table.rows.forEach(row -> row.attach(table));
        return table;
    }

    private static List<CsvRow> parse(TraceFile file, char separator) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(true)
                .get();
        List<CsvRow> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(file.text()), format)) {
            int line = 1;
            for (CSVRecord fields : parser) {
                line = Math.max(line, (int) parser.getCurrentLineNumber());
                rows.add(new CsvRow(file, line, fields.values()));
            }
        } catch (IOException | UncheckedIOException e) {
            throw (InvalidInput) file.error(
                            rows.size() + 1,
                            "a quoted field that does not end",
                            "a closing quote",
                            "the file may be cut off: fetch it again or fix the quotes")
                    .initCause(e);
        }
        return rows;
    }

    public TraceFile file() {
        return file;
    }

    public List<CsvRow> rows() {
        return rows;
    }

    public boolean has(String column) {
        return columns.containsKey(column);
    }

    /** Column names in file order. */
    public List<String> columns() {
        return List.copyOf(columns.keySet());
    }

    int index(String column) {
        Integer index = columns.get(column);
        if (index == null) {
            throw file.error(
                    1,
                    "columns " + String.join(", ", columns.keySet()),
                    "a column '" + column + "'",
                    "name the right format or add the column");
        }
        return index;
    }
}
