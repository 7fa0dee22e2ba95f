package dev.nodecast.scenarios.result;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a CSV file (RFC 4180, line feeds, UTF-8) row by row. Times are given in nanoseconds and written in seconds. */
final class CsvWriter implements Closeable {

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int MICRO_DIGITS = 6;
    private static final int NANO_DIGITS = 9;

    private final BufferedWriter out;
    private boolean rowBegun;

    CsvWriter(Path file) throws IOException {
        this.out = Files.newBufferedWriter(file);
    }

    static String header(List<String> columns) {
        StringBuilder header = new StringBuilder();
        columns.forEach(column -> header.append(header.isEmpty() ? "" : ",").append(quoted(column)));
        return header.append('\n').toString();
    }

    CsvWriter text(String value) throws IOException {
        separate();
        out.write(quoted(value));
        return this;
    }

    CsvWriter number(long value) throws IOException {
        separate();
        out.write(Long.toString(value));
        return this;
    }

    /** A time; empty where it did not come. */
    CsvWriter seconds(@Nullable Long ns) throws IOException {
        separate();
        if (ns != null) {
            decimal(ns, NS_PER_SECOND, NANO_DIGITS);
        }
        return this;
    }

    CsvWriter usd(long microUsd) throws IOException {
        separate();
        decimal(microUsd, 1_000_000L, MICRO_DIGITS);
        return this;
    }

    CsvWriter decimal(double value) throws IOException {
        separate();
        out.write(ResultJson.rounded(value).toPlainString());
        return this;
    }

    void end() throws IOException {
        out.write('\n');
        rowBegun = false;
    }

    private void decimal(long value, long unit, int digits) throws IOException {
        if (value < 0) {
            out.write('-');
        }
        long magnitude = Math.absExact(value);
        out.write(Long.toString(magnitude / unit));
        long fraction = magnitude % unit;
        if (fraction == 0) {
            return;
        }
        String text = Long.toString(fraction);
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        out.write('.');
        out.write("0".repeat(digits - text.length()));
        out.write(text, 0, end);
    }

    private void separate() throws IOException {
        if (rowBegun) {
            out.write(',');
        }
        rowBegun = true;
    }

    private static String quoted(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
