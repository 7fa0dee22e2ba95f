package dev.nodecast.scheduler.port;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.journal.Note;

/** Where the loops write down what they decided. */
public interface Journal {

    /** A journal that keeps nothing. */
    Journal NONE = (nowNs, decision) -> {};

    void record(long nowNs, Decision decision);

    /** Tells people something. */
    default void note(long nowNs, Note note) {}
}
