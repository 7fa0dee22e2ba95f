package dev.nodecast.scheduler.autoscaling.hpa;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Finds and reads the reference data of the real controller. JSON is YAML, so the YAML library reads it. */
final class ReferenceData {

    private static final Path ROOT = Path.of(System.getProperty("nodecast.shared", "../../shared"), "data", "hpa");

    private ReferenceData() {}

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> vectors() {
        return (List<Map<String, Object>>) read(require(ROOT.resolve("vectors.json")));
    }

    @SuppressWarnings("unchecked")
    static Stream<Map<String, Object>> trajectories() {
        try (Stream<Path> files = Files.list(require(ROOT.resolve("trajectories")))) {
            return files.sorted().toList().stream().map(file -> (Map<String, Object>) read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path require(Path path) {
        boolean exists = Files.exists(path);
        if ("true".equals(System.getenv("CI"))) {
            Assertions.assertTrue(exists, "reference data not found at " + path);
        }
        assumeTrue(exists, "reference data not found at " + path + ": skipped");
        return path;
    }

    private static Object read(Path file) {
        try {
            return new Load(LoadSettings.builder().setCodePointLimit(20_000_000).build())
                    .loadFromString(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
