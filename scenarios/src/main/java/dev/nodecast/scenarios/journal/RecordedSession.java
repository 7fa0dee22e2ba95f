package dev.nodecast.scenarios.journal;

import dev.nodecast.scenarios.journal.JournalFolder.SessionFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One run of a loop, in one or several files. */
public final class RecordedSession {

    private final String name;
    private final List<SessionFile> files;

    RecordedSession(String name, List<SessionFile> files) {
        this.name = name;
        this.files = List.copyOf(files);
    }

    public String name() {
        return name;
    }

    /** Whether its loop only watched: what it decided was not carried out. */
    public boolean ofShadow() {
        return name.endsWith(LiveJournal.SHADOW);
    }

    /** Where it is, in order. */
    public List<Path> files() {
        return files.stream().map(SessionFile::path).toList();
    }

    /** Whether its first file is there; it cannot be done again without. */
    public boolean fromTheBeginning() {
        return files.getFirst().number() == 1;
    }

    /**
     * Its entries, read as they are asked for.
     *
     * @throws IOException if its first file cannot be read
     */
    public SessionEntries entries() throws IOException {
        return new SessionEntries(name, files());
    }
}
