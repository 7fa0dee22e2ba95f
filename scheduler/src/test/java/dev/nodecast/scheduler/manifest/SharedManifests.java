package dev.nodecast.scheduler.manifest;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the manifests of the design document and of the recorded decisions of Karpenter. */
final class SharedManifests {

    private static final Path ROOT = Path.of(System.getProperty("nodecast.shared", "../../shared"), "data");

    private SharedManifests() {}

    static Path folder(String name) {
        Path folder = ROOT.resolve(name);
        if ("true".equals(System.getenv("CI"))) {
            assertTrue(Files.isDirectory(folder), "reference data not found at " + folder);
        }
        assumeTrue(Files.isDirectory(folder), "reference data not found at " + folder + ": skipped");
        return folder;
    }

    static List<Path> named(String folder, String fileName) {
        try (Stream<Path> files = Files.walk(folder(folder))) {
            return files.filter(file -> file.endsWith(fileName)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
