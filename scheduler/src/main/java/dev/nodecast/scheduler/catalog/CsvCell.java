package dev.nodecast.scheduler.catalog;

import java.util.ArrayList;
import java.util.List;

/**
 * A cell of a CSV line.
 *
 * @param text without quotes and surrounding blanks
 * @param column where it starts on its line, from 1
 */
record CsvCell(String text, int column) {

    static List<CsvCell> split(String line) {
        List<CsvCell> cells = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean quoted = false;
        int column = 1;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                text.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(new CsvCell(text.toString().strip(), column));
                text.setLength(0);
                column = line.codePointCount(0, i) + 2;
            } else {
                text.append(c);
            }
        }
        cells.add(new CsvCell(text.toString().strip(), column));
        return cells;
    }
}
