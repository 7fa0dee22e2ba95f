package dev.nodecast.cli.screen;

import java.util.ArrayList;
import java.util.List;

/** Lines of a screen, with tables whose columns line up: the first to the left, the others to the right. */
final class Lines {

    private final StringBuilder text = new StringBuilder();

    Lines line(String line) {
        text.append(line.stripTrailing()).append('\n');
        return this;
    }

    Lines blank() {
        text.append('\n');
        return this;
    }

    /** A table with all columns to the left, its rows indented by two spaces; rows may have different lengths. */
    Lines leftTable(List<List<String>> rows) {
        List<Integer> widths = widths(rows);
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append("  ").append(row.get(i)).append(" ".repeat(widths.get(i) - width(row.get(i))));
            }
            line(line.toString());
        }
        return this;
    }

    /** A table, its rows indented by two spaces; rows may have different lengths. */
    Lines table(List<List<String>> rows) {
        List<Integer> widths = widths(rows);
        rows.forEach(row -> line(row(row, widths)));
        return this;
    }

    private static List<Integer> widths(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                if (i == widths.size()) {
                    widths.add(0);
                }
                widths.set(i, Math.max(widths.get(i), width(row.get(i))));
            }
        }
        return widths;
    }

    private static String row(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String gap = " ".repeat(widths.get(i) - width(row.get(i)));
            line.append("  ").append(i == 0 ? row.get(i) + gap : gap + row.get(i));
        }
        return line.toString();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
