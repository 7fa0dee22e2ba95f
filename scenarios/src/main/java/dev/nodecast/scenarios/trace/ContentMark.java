package dev.nodecast.scenarios.trace;

import dev.nodecast.scenarios.trace.source.TraceFile;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** By what a format is recognised: its first line, its column names, or the first keys of a JSON document. */
@FunctionalInterface
interface ContentMark {

    /** How much of a JSON document is searched for keys. */
    int JSON_HEAD_CHARS = 2_000;

    boolean matches(TraceFile file);

    /** The first line, without surrounding blanks, matches {@code regex} as a whole. */
    static ContentMark line(String regex) {
        Predicate<String> matches = Pattern.compile(regex).asMatchPredicate();
        return file -> matches.test(file.firstLine().strip());
    }

    /** The first line is a CSV header with at least these columns. */
    static ContentMark columns(String... names) {
        List<String> wanted = List.of(names);
        return file -> Arrays.stream(file.firstLine().strip().split(",", -1))
                .map(name -> name.strip().replace("\"", ""))
                .toList()
                .containsAll(wanted);
    }

    /** A JSON object whose first or last {@value #JSON_HEAD_CHARS} characters hold these keys. */
    static ContentMark json(String... keys) {
        return file -> {
            String text = file.text();
            if (!text.stripLeading().startsWith("{")) {
                return false;
            }
            String head = text.substring(0, Math.min(text.length(), JSON_HEAD_CHARS));
            String tail = text.substring(Math.max(0, text.length() - JSON_HEAD_CHARS));
            return Arrays.stream(keys)
                    .map(key -> '"' + key + '"')
                    .allMatch(key -> head.contains(key) || tail.contains(key));
        };
    }
}
