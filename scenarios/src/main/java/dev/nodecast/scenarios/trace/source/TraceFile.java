package dev.nodecast.scenarios.trace.source;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A trace file, read whole and known to be non-empty text. Compressed (zstd) traces are unpacked first. */
public final class TraceFile {

    /** Larger files are refused: a trace is read into memory. */
    static final long SIZE_MAX_BYTES = 1L << 30;

    private final Path path;
    private final String text;

    private TraceFile(Path path, String text) {
        this.path = path;
        this.text = text;
    }

    /**
     * Reads {@code path}.
     *
     * @throws InvalidInput if the file is missing, a folder, unreadable, too large, empty, or not UTF-8 text
     */
    public static TraceFile open(Path path) {
        byte[] bytes = readBytes(path);
        if (BinarySignature.isZstd(bytes)) {
            bytes = ZstdText.decompress(path, bytes);
        }
        return of(path, bytes);
    }

    /** A trace file whose {@code bytes} are already at hand; {@code path} serves for messages. */
    public static TraceFile of(Path path, byte[] bytes) {
        String binary = BinarySignature.describe(bytes);
        if (binary != null) {
            throw TraceProblem.error(path, 0, binary, "a text file", "unpack or export it as CSV or JSON first");
        }
        String text = decode(path, bytes);
        if (text.isBlank()) {
            throw TraceProblem.error(
                    path, 0, "an empty file", "at least one row of data", "check the export that wrote it");
        }
        return new TraceFile(path, text);
    }

    private static byte[] readBytes(Path path) {
        if (Files.isDirectory(path)) {
            throw TraceProblem.error(path, 0, "a folder", "a trace file", "name one file in it");
        }
        if (!Files.exists(path)) {
            throw TraceProblem.error(path, 0, "no such file", "a trace file", "check the path");
        }
        try {
            long size = Files.size(path);
            if (size > SIZE_MAX_BYTES) {
                throw TraceProblem.error(
                        path,
                        0,
                        size + " bytes",
                        "at most " + SIZE_MAX_BYTES + " bytes",
                        "cut the trace to the time needed");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw (InvalidInput) TraceProblem.error(
                            path,
                            0,
                            "an unreadable file (" + e.getMessage() + ")",
                            "a readable file",
                            "check its permissions")
                    .initCause(e);
        }
    }

    private static String decode(Path path, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw (InvalidInput) TraceProblem.error(
                            path,
                            0,
                            "bytes that are not UTF-8 text",
                            "UTF-8 text",
                            "convert the file's encoding to UTF-8")
                    .initCause(e);
        }
    }

    public Path path() {
        return path;
    }

    /** The file's name without folders. */
    public String fileName() {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    /** The file's name without folders and without its last extension. */
    public String baseName() {
        String name = fileName();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    public String text() {
        return text;
    }

    /** All lines, without their terminators. */
    public List<String> lines() {
        return text.lines().toList();
    }

    /** The first line that is not blank. */
    public String firstLine() {
        return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    }

    /** Whether the last line is terminated; where it is not, the file may have been cut off. */
    public boolean endsWithNewline() {
        return text.endsWith("\n") || text.endsWith("\r");
    }

    /** A problem of this file, to be thrown. */
    public InvalidInput error(int line, String found, String expected, String remedy) {
        return TraceProblem.error(path, line, found, expected, remedy);
    }

    /** A problem of this file, to be collected as a warning. */
    public Diagnostic warning(int line, String found, String expected, String remedy) {
        return TraceProblem.warning(path, line, found, expected, remedy);
    }
}
