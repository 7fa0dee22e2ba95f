package dev.nodecast.scenarios.journal;

import dev.nodecast.scheduler.recording.Entry;
import dev.nodecast.scheduler.recording.Replay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session done again.
 *
 * @param session its name
 * @param writtenBy the version of Nodecast that wrote it
 * @param origin the moment at which its clock was 0
 * @param outcome whether everything was the same
 */
public record SessionReplay(String session, String writtenBy, Instant origin, Replay.Outcome outcome) {

    /**
     * Does a session again.
     *
     * @throws IOException if it cannot be read, or its beginning is missing
     */
    public static SessionReplay of(RecordedSession session) throws IOException {
        if (!session.fromTheBeginning()) {
            throw new IOException(session.files().getFirst() + ": found the files of " + session.name()
                    + " from this one on, expected them from the first; what a loop knew before cannot be made up");
        }
        try (SessionEntries entries = session.entries()) {
            Origin origin = new Origin(entries);
            Replay.Outcome outcome = Replay.of(origin);
            return new SessionReplay(session.name(), entries.writtenBy(), origin.began, outcome);
        } catch (UncheckedIOException problem) {
            throw problem.getCause();
        } catch (IllegalArgumentException problem) {
            throw new IOException(session.name() + ": " + problem.getMessage(), problem);
        }
    }

    /** Whether everything was the same. */
    public boolean agreed() {
        return outcome instanceof Replay.Agreed;
    }

    /** Looks at the first entry as it passes. */
    private static final class Origin implements Iterator<Entry> {
        private final SessionEntries entries;
        private Instant began = Instant.EPOCH;

        Origin(SessionEntries entries) {
            this.entries = entries;
        }

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public Entry next() {
            Entry entry = entries.next();
            if (entry instanceof Entry.Began first) {
                began = first.origin();
            }
            return entry;
        }
    }

    /** For programs. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("session", session);
        json.put("writtenBy", writtenBy);
        json.put("agreed", agreed());
        Replay.Extent extent = outcome.extent();
        json.put("turns", extent.turns());
        json.put("decisions", extent.decisions());
        json.put("orders", extent.orders());
        json.put("from", origin.toString());
        json.put("to", origin.plusNanos(extent.toNs()).toString());
        switch (outcome) {
            case Replay.Agreed agreed -> putIfThere(json, "unfinished", agreed.unfinished());
            case Replay.Diverged diverged -> json.put("divergence", divergence(diverged));
        }
        return json;
    }

    private Map<String, Object> divergence(Replay.Diverged diverged) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("time", origin.plusNanos(diverged.atNs()).toString());
        json.put("why", diverged.why());
        json.put("turn", JournalJson.text(new Entry.TurnBegan(diverged.atNs(), diverged.cause())));
        putIfThere(json, "recorded", text(diverged.recorded()));
        putIfThere(json, "replayed", text(diverged.replayed()));
        return json;
    }

    /** An entry as it stands in the journal; null for none. */
    public static @Nullable String text(@Nullable Entry entry) {
        return entry == null ? null : JournalJson.text(entry);
    }

    private static void putIfThere(Map<String, Object> json, String key, @Nullable String value) {
        if (value != null) {
            json.put(key, value);
        }
    }
}
