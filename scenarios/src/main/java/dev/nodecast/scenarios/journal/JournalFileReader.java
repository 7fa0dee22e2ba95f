package dev.nodecast.scenarios.journal;

import dev.nodecast.scheduler.recording.Entry;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One file of a journal, line by line. */
final class JournalFileReader implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final String VERSION_KEY = "nodecastJournal";

    private final Path path;
    private final InputStream in;
    private final FileHead head;
    private final TypeListReader lists = new TypeListReader();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;
    private int position;
    private int lines;
    private @Nullable String cutOff;
    private boolean ended;

    /** A file of which there is not even the first line: whoever began it was killed, or the disk was full. */
    static final class CutOffAtOnceException extends IOException {
        private static final long serialVersionUID = 1;

        CutOffAtOnceException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** An entry with its number. */
    record Numbered(long n, Entry entry) {}

    JournalFileReader(Path path) throws IOException {
        this.path = path;
        InputStream raw = new BufferedInputStream(Files.newInputStream(path));
        try {
            in = new GZIPInputStream(raw, BUFFER_BYTES);
        } catch (EOFException empty) {
            raw.close();
            throw new CutOffAtOnceException(
                    path + ": found no more than the beginning of a file; it was cut off at once", empty);
        } catch (ZipException other) {
            raw.close();
            throw new IOException(path + ": found no gzip, expected a file of a journal", other);
        }
        byte[] first = line();
        if (first == null) {
            raw.close();
            throw new CutOffAtOnceException(
                    path + ": found no complete first line; the file was cut off at once", null);
        }
        head = head(first);
    }

    private FileHead head(byte[] line) throws IOException {
        try {
            JsonNode node = JsonMapper.shared().readTree(line);
            int version = node.path(VERSION_KEY).asInt(0);
            if (version != FileHead.VERSION) {
                throw new IOException(path + ":1: found "
                        + (version == 0 ? "no journal" : "a journal of version " + version) + ", expected version "
                        + FileHead.VERSION + "; read it with the version of Nodecast that wrote it ("
                        + node.path("writtenBy").asString("unknown") + ")");
            }
            return JournalJson.HEAD_READER.readValue(line);
        } catch (JacksonException problem) {
            throw new IOException(path + ":1: found no head of a journal: " + problem.getOriginalMessage(), problem);
        }
    }

    FileHead head() {
        return head;
    }

    /**
     * The next entry; null at the end. What was cut off is the last.
     *
     * @param n the number to give to a cut
     */
    @Nullable
    Numbered next(long n) throws IOException {
        byte[] text = ended ? null : line();
        if (text != null) {
            return parse(text);
        }
        ended = true;
        String why = cutOff;
        cutOff = null;
        return why == null ? null : new Numbered(n, new Entry.CutOff(why));
    }

    private Numbered parse(byte[] text) throws IOException {
        try {
            Line line = JournalJson.LINE_READER.readValue(text);
            return new Numbered(line.n(), lists.entry(line));
        } catch (JacksonException problem) {
            throw new IOException(path + ":" + lines + ": found no entry: " + problem.getOriginalMessage(), problem);
        } catch (IllegalArgumentException problem) {
            throw new IOException(path + ":" + lines + ": " + problem.getMessage(), problem);
        }
    }

    /** A whole line; null at the end, and where the rest of the file is no whole line. */
    private byte @Nullable [] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (position < filled || fill()) {
            int end = position;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            line.write(buffer, position, end - position);
            position = end + 1;
            if (end < filled) {
                lines++;
                return line.toByteArray();
            }
        }
        if (line.size() > 0 && cutOff == null) {
            cutOff = path + " ends in the middle of line " + (lines + 1);
        }
        return null;
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = 0;
        try {
            filled = Math.max(0, in.read(buffer));
        } catch (EOFException | ZipException torn) {
            cutOff = path + " was cut off after line " + lines + ": whoever wrote it was killed";
        }
        return filled > 0;
    }

    @Override
    public String toString() {
        return path.toString();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
