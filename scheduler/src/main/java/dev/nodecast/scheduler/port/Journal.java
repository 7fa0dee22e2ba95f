package dev.nodecast.scheduler.port;

import dev.nodecast.scheduler.journal.Decision;

/** Where the loops write down what they decided. */
public interface Journal {

    /** A journal that keeps nothing. */
    Journal NONE = (nowNs, decision) -> {};

    void record(long nowNs, Decision decision);
}
