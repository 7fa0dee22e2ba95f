package dev.nodecast.reports.input;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** A CSV file of a result folder, read row by row in constant memory. */
final class CsvFile {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180;

    private final Path file;
    private final List<String> required;

    /** The file, which must have the columns {@code required} and may have more. */
    CsvFile(Path file, List<String> required) {
        this.file = file;
        this.required = List.copyOf(required);
    }

    /** The names of the columns. */
    CsvColumns header() throws IOException {
        checkWhole();
        try (CSVParser parser = open()) {
            return header(parser.iterator());
        } catch (UncheckedIOException broken) {
            throw cutOff(1, broken);
        }
    }

    /** Hands each row to {@code rows}. */
    void read(Consumer<CsvLine> rows) throws IOException {
        checkWhole();
        long line = 1;
        try (CSVParser parser = open()) {
            Iterator<CSVRecord> records = parser.iterator();
            CsvColumns columns = header(records);
            while (records.hasNext()) {
                line++;
                rows.accept(wide(new CsvLine(file, line, columns, records.next()), columns));
            }
        } catch (UncheckedIOException broken) {
            throw cutOff(line, broken);
        }
    }

    private CSVParser open() throws IOException {
        return CSVParser.parse(file, StandardCharsets.UTF_8, FORMAT);
    }

    private CsvColumns header(Iterator<CSVRecord> records) {
        if (!records.hasNext()) {
            throw ReportProblem.inFile(file, "an empty file", "a line of column names", ReportProblem.SIMULATE_AGAIN);
        }
        CsvColumns columns = new CsvColumns(records.next());
        for (String name : required) {
            if (!columns.has(name)) {
                throw ReportProblem.atLine(
                        file,
                        1,
                        "columns " + String.join(",", columns.names()),
                        "a column `" + name + "` among them",
                        ReportProblem.SIMULATE_AGAIN);
            }
        }
        return columns;
    }

    private static CsvLine wide(CsvLine row, CsvColumns columns) {
        if (row.width() != columns.count()) {
            throw row.refused(row.width() + " columns", columns.count() + " as in the header");
        }
        return row;
    }

    /** Result files end with a line feed; one that does not was cut off while it was written or copied. */
    private void checkWhole() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw ReportProblem.inFile(file, "no such file", "a file of a result folder", ReportProblem.SIMULATE_AGAIN);
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            if (bytes.length() == 0) {
                return;
            }
            bytes.seek(bytes.length() - 1);
            if (bytes.read() != '\n') {
                throw cutOff(0, null);
            }
        }
    }

    private RuntimeException cutOff(long line, @Nullable Exception cause) {
        RuntimeException problem = ReportProblem.atLine(
                file,
                line,
                "a file that ends in the middle of a row",
                "a line feed after the last row",
                "the file is cut off: copy the folder again, or " + ReportProblem.SIMULATE_AGAIN);
        if (cause != null) {
            problem.initCause(cause);
        }
        return problem;
    }
}
