package dev.nodecast.scheduler.manifest.tree;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads files, folders and streams as UTF-8 text; says clearly what cannot be read. A byte order mark is dropped.
 */
public final class SourceReader {

    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

    private final Limits limits;
    private final Diagnostics diagnostics;

    /** Reports to these diagnostics; these limits hold. */
    public SourceReader(Limits limits, Diagnostics diagnostics) {
        this.limits = limits;
        this.diagnostics = diagnostics;
    }

    /**
     * The files a path stands for: itself, or for a folder all {@code *.yaml}, {@code *.yml} and {@code *.json} below it,
     * sorted by path. An error is reported where there is none.
     */
    public List<Path> filesOf(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> files;
        try (Stream<Path> below = Files.walk(path)) {
            files = below.filter(Files::isRegularFile)
                    .filter(SourceReader::hasEnding)
                    .sorted()
                    .toList();
        } catch (IOException | java.io.UncheckedIOException problem) {
            unreadable(path, "the folder cannot be read", problem);
            return List.of();
        }
        if (files.isEmpty()) {
            diagnostics.add(Diagnostic.error(
                            ManifestRule.EMPTY.id(), nameOnly(path.toString()), "the folder holds no manifests")
                    .expected("at least one *.yaml, *.yml or *.json file in it or below it"));
        }
        return files;
    }

    /** The text of a file; empty, with an error reported, where it cannot be read as text. */
    public Optional<SourceText> file(Path path) {
        diagnostics.opened(path.toString());
        try (InputStream in = Files.newInputStream(path)) {
            return stream(path.toString(), in);
        } catch (NoSuchFileException missing) {
            diagnostics.add(Diagnostic.error(
                            ManifestRule.UNREADABLE.id(), nameOnly(path.toString()), "there is no such file or folder")
                    .help("check the path; it is taken relative to the current folder"));
        } catch (IOException problem) {
            unreadable(path, "the file cannot be read", problem);
        }
        return Optional.empty();
    }

    /**
     * The text of a stream; empty, with an error reported, where it is not text.
     *
     * @param name how messages name it, such as {@code <stdin>}
     */
    public Optional<SourceText> stream(String name, InputStream in) {
        diagnostics.opened(name);
        try {
            byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 16L, limits.bytesMax() + 1));
            if (bytes.length > limits.bytesMax()) {
                diagnostics.add(Diagnostic.error(ManifestRule.LIMIT.id(), nameOnly(name), "the file is too large")
                        .found("more than " + limits.bytesMax() + " bytes")
                        .expected("at most " + limits.bytesMax() + " bytes")
                        .help("split it into several files"));
                return Optional.empty();
            }
            return decode(name, bytes);
        } catch (IOException problem) {
            unreadable(Path.of(name), "it cannot be read", problem);
            return Optional.empty();
        }
    }

    /** The text in these bytes; empty, with an error reported, where they are not UTF-8 text. */
    public Optional<SourceText> decode(String name, byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            return notText(nameOnly(name), "UTF-16 text");
        }
        int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer out = CharBuffer.allocate(bytes.length - start);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        int nul = text.indexOf('\0');
        if (result.isError() || nul >= 0) {
            String good = nul >= 0 ? text.substring(0, nul) : text;
            SourceText until = SourceText.of(name, good);
            String lastLine = good.substring(until.lineStart(until.lineCount()));
            SourceMark mark =
                    SourceText.named(name).at(until.lineCount(), lastLine.codePointCount(0, lastLine.length()) + 1);
            return notText(mark, nul >= 0 ? "a NUL byte" : "bytes that are not UTF-8");
        }
        return Optional.of(SourceText.of(name, text));
    }

    private Optional<SourceText> notText(SourceMark mark, String found) {
        diagnostics.add(Diagnostic.error(ManifestRule.NOT_TEXT.id(), mark, "this is not UTF-8 text")
                .found(found)
                .expected("YAML or JSON in UTF-8")
                .help("save the file as UTF-8; unpack it first if it is an archive"));
        return Optional.empty();
    }

    private void unreadable(Path path, String message, Exception problem) {
        diagnostics.add(Diagnostic.error(ManifestRule.UNREADABLE.id(), nameOnly(path.toString()), message)
                .found(problem.getClass().getSimpleName() + ": " + problem.getMessage()));
    }

    private static SourceMark nameOnly(String name) {
        return SourceText.named(name).whole();
    }

    private static boolean hasEnding(Path path) {
        return ENDINGS.stream().anyMatch(path.toString()::endsWith);
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        return bytes.length >= prefix.length
                && Arrays.equals(prefix, 0, prefix.length, unsigned(bytes, prefix.length), 0, prefix.length);
    }

    private static int[] unsigned(byte[] bytes, int length) {
        int[] values = new int[length];
        for (int i = 0; i < length; i++) {
            values[i] = bytes[i] & 0xFF;
        }
        return values;
    }
}
