package dev.nodecast.scenarios.journal;

import dev.nodecast.scenarios.journal.JournalFolder.SessionFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Journals in a folder, or in one file. */
public final class JournalReader {

    private JournalReader() {}

    /**
     * The sessions that are there, by their names.
     *
     * @throws IOException if nothing is there, or it is no journal
     */
    public static List<RecordedSession> sessions(Path journal) throws IOException {
        List<RecordedSession> sessions = new ArrayList<>();
        if (Files.isDirectory(journal)) {
            new JournalFolder(journal)
                    .sessions()
                    .forEach((name, files) -> sessions.add(new RecordedSession(name, files)));
        } else {
            SessionFile file = JournalFolder.sessionFile(journal)
                    .findFirst()
                    .orElseThrow(
                            () -> new IOException(
                                    journal
                                            + ": found a name without session and number, expected SESSION.00001.jsonl.gz, or a folder of such files"));
            sessions.add(new RecordedSession(file.session(), List.of(file)));
        }
        if (sessions.isEmpty()) {
            throw new IOException(
                    journal + ": found no journal there, expected files of the form SESSION.00001.jsonl.gz");
        }
        return sessions;
    }
}
