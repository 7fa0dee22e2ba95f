package dev.nodecast.scenarios.trace;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds the real traces that tests read; without them tests are skipped, except on the build server. */
public final class SharedTraces {

    private SharedTraces() {}

    /** The file or folder {@code name} among the traces. */
    public static Path path(String name) {
        Path root = Path.of(System.getProperty("nodecast.shared", "../../shared"));
        Path path = root.resolve("data/traces").resolve(name);
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
