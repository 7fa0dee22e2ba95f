package dev.nodecast.scenarios.journal;

import dev.nodecast.scenarios.journal.JournalFolder.SessionFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Journals in a folder, or in one file. */
public final class JournalReader {

    private JournalReader() {}

    /** Whether there is a file of a journal in the folder, or it is one. */
    public static boolean isJournal(Path path) throws IOException {
        return Files.isDirectory(path)
                ? !new JournalFolder(path).files().isEmpty()
                : JournalFolder.sessionFile(path).findFirst().isPresent();
    }

    /**
     * The sessions that are there, or the one that is named.
     *
     * @throws IOException if nothing is there, it is no journal, or has no session of that name
     */
    public static List<RecordedSession> sessions(Path journal, Optional<String> name) throws IOException {
        List<RecordedSession> all = sessions(journal);
        List<RecordedSession> chosen = all.stream()
                .filter(session -> name.isEmpty() || session.name().equals(name.get()))
                .toList();
        if (chosen.isEmpty()) {
            throw new IOException(journal + ": found no session " + name.orElse("") + ", expected one of "
                    + all.stream().map(RecordedSession::name).toList());
        }
        return chosen;
    }

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
                    .orElseThrow(() -> new IOException(journal
                            + ": found a name without session and number, expected"
                            + " SESSION.00001.jsonl.gz, or a folder of such files"));
            sessions.add(new RecordedSession(file.session(), List.of(file)));
        }
        if (sessions.isEmpty()) {
            throw new IOException(
                    journal + ": found no journal there, expected files of the form SESSION.00001.jsonl.gz");
        }
        return sessions;
    }
}
