package dev.nodecast.aws.testbed.bed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** A file of lines {@code export NAME=value}, for shells and for us. */
final class Environment {

    private static final String EXPORT = "export ";

    private Environment() {}

    static SequencedMap<String, String> read(Path file) throws IOException {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.replaceFirst("^" + EXPORT, "").split("=", 2);
            if (parts.length == 2) {
                values.put(parts[0], parts[1]);
            }
        }
        return values;
    }

    static void write(Path file, SequencedMap<String, String> values) throws IOException {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) ->
                text.append(EXPORT).append(name).append('=').append(value).append('\n'));
        Files.writeString(file, text.toString());
    }
}
