package dev.nodecast.scenarios.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a journal by their names: {@code SESSION.00001.jsonl.gz}, {@code SESSION.00002.jsonl.gz}, … */
final class JournalFolder {

    private static final Pattern NAME = Pattern.compile("(.+)\\.(\\d{5,})\\.jsonl\\.gz");
    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private final Path folder;

    JournalFolder(Path folder) {
        this.folder = folder;
    }

    /** A file of a session. */
    record SessionFile(String session, int number, Path path) {}

    Path file(String session, int number) {
        return folder.resolve("%s.%05d.jsonl.gz".formatted(session, number));
    }

    /** @throws IllegalArgumentException if it cannot be part of a file's name everywhere */
    static String checkedSession(String session) {
        if (!SESSION.matcher(session).matches()) {
            throw new IllegalArgumentException("session: found \"" + session + "\", expected " + SESSION);
        }
        return session;
    }

    /** All files, by session and number. */
    List<SessionFile> files() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.flatMap(JournalFolder::sessionFile)
                    .sorted(Comparator.comparing(SessionFile::session).thenComparingInt(SessionFile::number))
                    .toList();
        }
    }

    /** The files of each session, in the order of their numbers. */
    SequencedMap<String, List<SessionFile>> sessions() throws IOException {
        SequencedMap<String, List<SessionFile>> sessions = new TreeMap<>();
        for (SessionFile file : files()) {
            sessions.merge(
                    file.session(),
                    List.of(file),
                    (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
        }
        return sessions;
    }

    static Stream<SessionFile> sessionFile(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        return name.matches()
                ? Stream.of(new SessionFile(name.group(1), Integer.parseInt(name.group(2)), path))
                : Stream.empty();
    }

    /** Deletes the oldest files beyond {@code keepBytes} in all, but not {@code current}. */
    void deleteBeyond(long keepBytes, Path current) throws IOException {
        long kept = 0;
        for (SessionFile file : files().reversed()) {
            kept += Files.size(file.path());
            if (kept > keepBytes && !file.path().equals(current)) {
                Files.deleteIfExists(file.path());
            }
        }
    }
}
