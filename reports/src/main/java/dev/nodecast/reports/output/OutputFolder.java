package dev.nodecast.reports.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder for the files of a report. All files are written beside their places first and then moved into them, so that
 * no file is ever half-written; files of other names stay as they are.
 */
public final class OutputFolder {
    private static final String UNFINISHED = ".unfinished";

    private final Path folder;

    public OutputFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes {@code texts} by file name, making the folder where it does not exist; returns the files in that order. */
    public List<Path> write(Map<String, String> texts) throws IOException {
        Files.createDirectories(folder);
        Map<Path, Path> moves = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                Path unfinished = folder.resolve(text.getKey() + UNFINISHED);
                moves.put(unfinished, folder.resolve(text.getKey()));
                Files.writeString(unfinished, text.getValue(), StandardCharsets.UTF_8);
            }
            for (Map.Entry<Path, Path> move : moves.entrySet()) {
                replace(move.getKey(), move.getValue());
            }
        } finally {
            for (Path unfinished : moves.keySet()) {
                Files.deleteIfExists(unfinished);
            }
        }
        return new ArrayList<>(moves.values());
    }

    private static void replace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException plainFileSystem) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
