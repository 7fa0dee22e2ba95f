package dev.nodecast.scenarios.trajectory;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds the recordings of real Karpenter; without them tests are skipped, except on the build server. */
final class SharedTrajectories {

    private SharedTrajectories() {}

    static Path path(String name) {
        Path root = Path.of(System.getProperty("nodecast.shared", "../../shared"));
        Path path = root.resolve("data/karpenter-trajectories").resolve(name);
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
