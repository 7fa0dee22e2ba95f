package dev.nodecast.scenarios.journal;

import dev.nodecast.scheduler.recording.Entry;
import dev.nodecast.scheduler.recording.Recorder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The journal of one simulated run, or none. */
public final class RunJournal implements Recorder, Closeable {

    private final @Nullable JournalWriter writer;

    private RunJournal(@Nullable JournalWriter writer) {
        this.writer = writer;
    }

    /** No journal. */
    public static RunJournal none() {
        return new RunJournal(null);
    }

    /**
     * A journal in a folder.
     *
     * @param run the run's id, which becomes the name of its files
     * @throws IOException if the folder cannot be written or has the journal of such a run
     */
    public static RunJournal in(Path folder, String run, String version) throws IOException {
        return new RunJournal(JournalWriter.open(folder, run, version, JournalOptions.simulated()));
    }

    /**
     * Refuses a folder in which a run has its journal already.
     *
     * @throws IOException naming the file that is there
     */
    public static void refuseSecond(Path folder, String run) throws IOException {
        Path first = new JournalFolder(folder).file(run, 1);
        if (Files.exists(first)) {
            throw new IOException(first + ": found the journal of this run there already; name another folder");
        }
    }

    /** Whether there is one. */
    public boolean wanted() {
        return writer != null;
    }

    @Override
    public void take(Entry entry) {
        if (writer != null) {
            writer.take(entry);
        }
    }

    /** Says that the run came to its end. */
    public void end() {
        take(new Entry.Ended());
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }
}
