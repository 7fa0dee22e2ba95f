package dev.nodecast.aws.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A folder that is there with all its files, or not at all. */
final class SnapshotFolder {

    private SnapshotFolder() {}

    /**
     * Writes files into a folder that must not exist, or be empty.
     *
     * @param files text by relative path
     * @throws IOException where that cannot be done; nothing is there then
     */
    static void write(Path folder, Map<String, String> files) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        refuseWhatIsThere(absolute);
        Files.createDirectories(absolute.getParent());
        Path temporary = Files.createTempDirectory(absolute.getParent(), "." + absolute.getFileName() + "-");
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = temporary.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
            Files.deleteIfExists(absolute);
            Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(temporary);
        }
    }

    private static void refuseWhatIsThere(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isEmpty()) {
                    return;
                }
            }
        }
        throw new IOException(folder + ": found something there, expected nothing or an empty folder; name another");
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> left = Files.walk(folder)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
