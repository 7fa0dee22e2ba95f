package dev.nodecast.scenarios.result;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder that result files go to. Everything is written into a temporary folder beside it and moved into place when the
 * result is complete; where that does not come to pass, the folder is as it was before.
 */
public final class ResultFolder implements Closeable {

    private final Path folder;
    private final Path temporary;
    private List<String> queues = List.of();

    private ResultFolder(Path folder, Path temporary) {
        this.folder = folder;
        this.temporary = temporary;
    }

    /**
     * Prepares to write into {@code folder}, which may exist.
     *
     * @throws IOException where nothing can be written there
     */
    public static ResultFolder open(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
            throw new IOException(folder + ": found a file, expected a folder or nothing; name another output folder");
        }
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new IOException(folder + ": found the root of the file system, expected a folder below it");
        }
        Files.createDirectories(parent);
        return new ResultFolder(absolute, Files.createTempDirectory(parent, "." + absolute.getFileName() + "-"));
    }

    /** What one replication writes; replications may write at the same time. */
    public RunFiles files(RunFiles.Run run) {
        queues = run.queues();
        try {
            return new CsvRunFiles(run, temporary);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** Puts the replications' parts together and moves everything into place. */
    public void publish(ScenarioResult result, int replications) throws IOException {
        Files.writeString(temporary.resolve(ResultFiles.SUMMARY), ResultJson.write(result));
        for (Map.Entry<String, String> file : headers().entrySet()) {
            join(file.getKey(), file.getValue(), replications);
        }
        if (Files.exists(folder)) {
            for (String file : headers().keySet()) {
                move(file);
            }
            move(ResultFiles.SUMMARY);
        } else {
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void move(String file) throws IOException {
        Files.move(
                temporary.resolve(file),
                folder.resolve(file),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private void join(String file, String header, int replications) throws IOException {
        try (OutputStream out = Files.newOutputStream(temporary.resolve(file))) {
            out.write(header.getBytes(StandardCharsets.UTF_8));
            for (int replication = 0; replication < replications; replication++) {
                Path part = part(temporary, file, replication);
                Files.copy(part, out);
                Files.delete(part);
            }
        }
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(ResultFiles.NODES, CsvWriter.header(ResultFiles.NODE_COLUMNS));
        headers.put(ResultFiles.JOBS, CsvWriter.header(ResultFiles.JOB_COLUMNS));
        headers.put(ResultFiles.TIMELINE, CsvWriter.header(ResultFiles.timelineColumns(queues)));
        headers.put(ResultFiles.COSTS, CsvWriter.header(ResultFiles.COST_COLUMNS));
        headers.put(ResultFiles.DECISIONS, "");
        return headers;
    }

    static Path part(Path temporary, String file, int replication) {
        return temporary.resolve(file + "." + replication);
    }

    /** Removes what is left of the temporary folder. */
    @Override
    public void close() throws IOException {
        if (!Files.exists(temporary)) {
            return;
        }
        try (Stream<Path> left = Files.walk(temporary)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
