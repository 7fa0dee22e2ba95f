package dev.nodecast.scenarios.journal;

import dev.nodecast.scheduler.recording.Entry;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a session, from one file to the next. Where entries are missing in between there is an {@link Entry.Lost};
 * a last line that was cut off is an {@link Entry.CutOff} at the end.
 *
 * <p>A line that cannot be read anywhere else throws an {@link UncheckedIOException} that names file and line.
 */
public final class SessionEntries implements Iterator<Entry>, Closeable {

    private final String session;
    private final Iterator<Path> files;
    private @Nullable JournalFileReader file;
    private @Nullable Entry next;
    private JournalFileReader.@Nullable Numbered ahead;
    private String writtenBy = "";
    private long expected = -1;

    SessionEntries(String session, List<Path> files) throws IOException {
        this.session = session;
        this.files = files.iterator();
        openNext();
        advance();
    }

    /** The version of Nodecast that wrote it. */
    public String writtenBy() {
        return writtenBy;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Entry next() {
        Entry entry = next;
        if (entry == null) {
            throw new NoSuchElementException();
        }
        try {
            advance();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        return entry;
    }

    private void openNext() throws IOException {
        close();
        file = new JournalFileReader(files.next());
        FileHead head = file.head();
        if (!head.session().equals(session)) {
            throw new IOException(file + ":1: found session " + head.session() + ", expected " + session
                    + " as in the file's name; it was renamed, give it its name back");
        }
        writtenBy = head.writtenBy();
        if (expected < 0) {
            expected = head.first();
        }
    }

    private void advance() throws IOException {
        JournalFileReader.Numbered line = ahead == null ? read() : ahead;
        ahead = null;
        if (line == null) {
            next = null;
        } else if (line.n() > expected) {
            ahead = line;
            next = new Entry.Lost(line.n() - expected);
            expected = line.n();
        } else {
            next = line.entry();
            expected = line.n() + 1;
        }
    }

    /** A file that was cut off and is followed by others is only a place where entries are missing. */
    private JournalFileReader.@Nullable Numbered read() throws IOException {
        JournalFileReader.@Nullable Numbered line = file == null ? null : file.next(expected);
        while ((line == null || line.entry() instanceof Entry.CutOff) && files.hasNext()) {
            line = first();
        }
        return line;
    }

    /** The first entry of the next file. */
    private JournalFileReader.@Nullable Numbered first() throws IOException {
        try {
            openNext();
            return file == null ? null : file.next(expected);
        } catch (JournalFileReader.CutOffAtOnceException nothing) {
            return new JournalFileReader.Numbered(expected, new Entry.CutOff(String.valueOf(nothing.getMessage())));
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
