package dev.nodecast.scenarios.journal;

import dev.nodecast.scenarios.journal.JournalOptions.Pressure;
import dev.nodecast.scheduler.recording.Entry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The files of a session, one after the other; used by one thread. */
final class SessionFiles implements Closeable {

    private static final System.Logger LOG = System.getLogger(SessionFiles.class.getName());

    private final JournalFolder folder;
    private final String session;
    private final String version;
    private final JournalOptions options;
    private final Duration retry;
    private @Nullable JournalFile current;
    private int files;
    private long next;
    private long lost;
    private long failedNanos;

    SessionFiles(Path folder, String session, String version, JournalOptions options, Duration retry)
            throws IOException {
        this.folder = new JournalFolder(folder);
        this.session = JournalFolder.checkedSession(session);
        this.version = version;
        this.options = options;
        this.retry = retry;
        if (Files.exists(this.folder.file(session, 1))) {
            throw new FileAlreadyExistsException(
                    this.folder.file(session, 1).toString(),
                    null,
                    "this run has its journal there already; name another folder");
        }
        current = open();
    }

    void write(Entry entry) throws IOException {
        try {
            attempt(entry);
        } catch (IOException problem) {
            if (options.pressure() == Pressure.WAIT) {
                throw problem;
            }
            putOff(problem, entry);
        }
    }

    private void attempt(Entry entry) throws IOException {
        JournalFile file = current;
        if (file == null) {
            if (System.nanoTime() - failedNanos < retry.toNanos()) {
                lose(entry);
                return;
            }
            file = open();
        }
        if (lost > 0) {
            file.write(next++, new Entry.Lost(lost));
            lost = 0;
        }
        file.write(next++, entry);
        if (file.bytes() >= options.maxFileBytes()
                || file.ageNanos(System.nanoTime()) >= options.maxFileAge().toNanos()) {
            rotate(file);
        }
    }

    /** A number is used up by a file that is written, or by somebody else's that stands in its place. */
    private JournalFile open() throws IOException {
        int number = files + 1;
        try {
            JournalFile file = new JournalFile(
                    folder.file(session, number),
                    new FileHead(FileHead.VERSION, session, number, next, version),
                    System.nanoTime());
            files = number;
            current = file;
            return file;
        } catch (FileAlreadyExistsException there) {
            files = number;
            throw there;
        }
    }

    private void rotate(JournalFile full) throws IOException {
        full.close();
        JournalFile file = open();
        if (options.keepBytes() > 0) {
            folder.deleteBeyond(options.keepBytes(), file.path());
        }
    }

    private void lose(Entry entry) {
        lost += entry instanceof Entry.Lost(long more) ? more : 1;
    }

    /** What was written before into the broken file may be there or not; the next file says what is missing. */
    private void putOff(IOException problem, Entry entry) {
        LOG.log(
                System.Logger.Level.ERROR,
                "the journal cannot be written; it is tried again in " + retry.toSeconds() + " s",
                problem);
        lose(entry);
        failedNanos = System.nanoTime();
        JournalFile broken = current;
        current = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (IOException again) {
                problem.addSuppressed(again);
            }
        }
    }

    void flush() throws IOException {
        JournalFile file = current;
        if (file == null) {
            return;
        }
        try {
            file.flush();
        } catch (IOException problem) {
            if (options.pressure() == Pressure.WAIT) {
                throw problem;
            }
            putOff(problem, new Entry.Lost(0));
        }
    }

    @Override
    public void close() throws IOException {
        JournalFile file = current;
        if (file != null) {
            if (lost > 0) {
                file.write(next++, new Entry.Lost(lost));
            }
            file.close();
        } else if (lost > 0) {
            throw new IOException(lost + " entries of the journal could not be written");
        }
    }
}
