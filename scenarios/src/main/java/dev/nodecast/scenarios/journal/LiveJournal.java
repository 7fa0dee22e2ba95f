package dev.nodecast.scenarios.journal;

import dev.nodecast.scheduler.recording.Entry;
import dev.nodecast.scheduler.recording.Recorder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a live controller: a session for each loop that begins, named by the moment of its beginning in UTC, and by
 * {@value #SHADOW} where the loop only watches. A
 * controller that only stands by writes nothing. What cannot be written is logged and holds nobody up.
 */
public final class LiveJournal implements Recorder, Closeable {

    static final String SHADOW = "-shadow";

    private static final System.Logger LOG = System.getLogger(LiveJournal.class.getName());
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final String version;
    private final JournalOptions options;
    private final InstantSource clock;
    private final String suffix;
    private @Nullable JournalWriter session;

    /**
     * A journal in a folder.
     *
     * @param shadow whether the loop only watches
     * @throws IOException if nothing can be written there
     */
    public LiveJournal(Path folder, String version, JournalOptions options, InstantSource clock, boolean shadow)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.version = version;
        this.options = options;
        this.clock = clock;
        this.suffix = shadow ? SHADOW : "";
        if (!Files.isWritable(folder)) {
            throw new IOException(folder + ": found a folder that cannot be written, expected one that can");
        }
    }

    @Override
    public void take(Entry entry) {
        if (entry instanceof Entry.Began) {
            endSession();
            session = begin();
        }
        JournalWriter writer = session;
        if (writer != null) {
            writer.take(entry);
        }
        if (entry instanceof Entry.Ended) {
            endSession();
        }
    }

    private @Nullable JournalWriter begin() {
        try {
            return JournalWriter.open(folder, NAME.format(clock.instant()) + suffix, version, options);
        } catch (IOException problem) {
            LOG.log(System.Logger.Level.ERROR, "no journal is written", problem);
            return null;
        }
    }

    private void endSession() {
        try {
            close();
        } catch (IOException problem) {
            LOG.log(System.Logger.Level.ERROR, "the journal's end could not be written", problem);
        }
    }

    @Override
    public void close() throws IOException {
        JournalWriter writer = session;
        session = null;
        if (writer != null) {
            writer.close();
        }
    }
}
