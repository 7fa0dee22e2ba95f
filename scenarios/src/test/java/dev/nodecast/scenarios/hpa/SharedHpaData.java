package dev.nodecast.scenarios.hpa;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds what the real controller decided; without it tests are skipped, except on the build server. */
final class SharedHpaData {

    private SharedHpaData() {}

    static Path vectors() {
        return path("vectors.json");
    }

    static List<Path> trajectories() {
        try (Stream<Path> files = Files.list(path("trajectories"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path file) {
        return JsonMapper.shared().readTree(file);
    }

    private static Path path(String name) {
        Path path = Path.of(System.getProperty("nodecast.shared", "../../shared"), "data", "hpa", name);
        if (!Files.exists(path)) {
            String message = "reference data not found at " + path + ": skipped";
            if ("true".equals(System.getenv("CI"))) {
                fail(message);
            }
            Assumptions.abort(message);
        }
        return path;
    }
}
