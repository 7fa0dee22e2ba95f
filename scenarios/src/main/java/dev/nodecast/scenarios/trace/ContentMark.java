package dev.nodecast.scenarios.trace;

import dev.nodecast.scenarios.trace.source.TraceFile;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** By what a format is recognised: its first line, its column names, or the keys of a JSON document. */
@FunctionalInterface
interface ContentMark {

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

    /** A JSON object in which these keys occur. */
    static ContentMark json(String... keys) {
        return file -> {
            String text = file.text();
            if (!text.stripLeading().startsWith("{")) {
                return false;
            }
            return Arrays.stream(keys).allMatch(key -> text.contains('"' + key + '"'));
        };
    }
}
