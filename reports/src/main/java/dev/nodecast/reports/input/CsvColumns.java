package dev.nodecast.reports.input;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where each column of a file stands. */
final class CsvColumns {
    private final Map<String, Integer> places = new LinkedHashMap<>();

    CsvColumns(Iterable<String> header) {
        for (String name : header) {
            places.putIfAbsent(name, places.size());
        }
    }

    boolean has(String column) {
        return places.containsKey(column);
    }

    /** The column's place from 0; -1 where the file has none of that name. */
    int place(String column) {
        return places.getOrDefault(column, -1);
    }

    int count() {
        return places.size();
    }

    /** What follows {@code prefix} in the names that begin with it. */
    List<String> withPrefix(String prefix) {
        return places.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .toList();
    }

    Iterable<String> names() {
        return places.keySet();
    }
}
