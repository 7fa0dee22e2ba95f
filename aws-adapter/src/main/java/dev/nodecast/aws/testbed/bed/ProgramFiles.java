package dev.nodecast.aws.testbed.bed;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The files by which the control plane is built and started: they lie in the jar, and programs need them on disk. */
final class ProgramFiles {

    private static final String ROOT = "/dev/nodecast/aws/testbed/program";

    private ProgramFiles() {}

    /** Copies them below a folder, over what is there. */
    static void unpackTo(Path folder) throws IOException {
        URL root = Objects.requireNonNull(ProgramFiles.class.getResource(ROOT), ROOT);
        try {
            URI uri = root.toURI();
            if (uri.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                    copy(jar.getPath(ROOT), folder);
                }
            } else {
                copy(Path.of(uri), folder);
            }
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(root.toString(), impossible);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
