package dev.nodecast.scenarios.trajectory;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A recording that the folder holds.
 *
 * @param name of its file
 * @param summary the numbers that it ended with
 */
public record Observed(String name, JsonNode summary) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * The recordings of a folder by name ({@code observed-1.json}, …); none where it holds none.
     *
     * @throws InvalidInput naming a file that is no recording
     */
    public static List<Observed> in(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().matches("observed-.*\\.json"))
                    .sorted()
                    .toList();
        }
        List<Observed> observed = new ArrayList<>();
        for (Path file : files) {
            observed.add(new Observed(file.getFileName().toString(), summary(file)));
        }
        return observed;
    }

    private static JsonNode summary(Path file) throws IOException {
        try {
            JsonNode summary = MAPPER.readTree(Files.readString(file)).path("summary");
            if (summary.isObject()) {
                return summary;
            }
            throw refused(file, "no `summary`");
        } catch (JacksonException malformed) {
            throw refused(file, malformed.getOriginalMessage());
        }
    }

    private static InvalidInput refused(Path file, String found) {
        return new InvalidInput(List.of(Diagnostic.error(
                        ManifestRule.MALFORMED.id(),
                        SourceText.named(file.toString()).whole(),
                        "this is no recording")
                .found(found)
                .expected("JSON with the `summary` of a recorded run")
                .help("repair the file, or take it out of the folder to simulate without it")));
    }

    /** The number at a path of the summary such as {@code pods/evicted}; NaN where there is none. */
    double number(String path) {
        JsonNode node = summary.at("/" + path);
        return node.isNumber() ? node.asDouble() : Double.NaN;
    }
}
