package dev.nodecast.aws.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Objects as {@code kubectl get … -o yaml} (or json) prints them: documents, lists, or both. */
public record KubectlOutput(List<Path> files) implements ObjectSource {

    private static final int LARGEST = 512 << 20;

    public KubectlOutput {
        files = List.copyOf(files);
    }

    @Override
    public List<Map<String, Object>> objects() throws IOException {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Path file : files) {
            try {
                LoadSettings settings = LoadSettings.builder()
                        .setLabel(file.toString())
                        .setCodePointLimit(LARGEST)
                        .build();
                new Load(settings)
                        .loadAllFromString(Files.readString(file))
                        .forEach(document -> add(document, objects));
            } catch (YamlEngineException problem) {
                throw new IOException(
                        file + ": found no YAML, expected the output of kubectl get -o yaml: " + problem.getMessage(),
                        problem);
            }
        }
        return objects;
    }

    private static void add(Object document, List<Map<String, Object>> objects) {
        if (Tree.text(document, "kind").endsWith("List")) {
            Tree.list(document, "items").forEach(item -> add(item, objects));
        } else if (!Tree.map(document).isEmpty()) {
            objects.add(Tree.map(document));
        }
    }
}
