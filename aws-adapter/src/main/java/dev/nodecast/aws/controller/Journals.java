package dev.nodecast.aws.controller;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.port.Journal;
import java.util.List;

/** Several journals, each of which is told everything. */
record Journals(List<Journal> all) implements Journal {

    Journals {
        all = List.copyOf(all);
    }

    @Override
    public void record(long nowNs, Decision decision) {
        all.forEach(one -> one.record(nowNs, decision));
    }

    @Override
    public void note(long nowNs, Note note) {
        all.forEach(one -> one.note(nowNs, note));
    }
}
