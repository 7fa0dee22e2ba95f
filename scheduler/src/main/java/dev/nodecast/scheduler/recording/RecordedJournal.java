package dev.nodecast.scheduler.recording;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.port.Journal;

/** The journal of a world, of which decisions are recorded; notes pass through. */
record RecordedJournal(Journal world, Turns turns) implements Journal {

    @Override
    public void record(long nowNs, Decision decision) {
        turns.write(new Entry.Decided(decision));
        world.record(nowNs, decision);
    }

    @Override
    public void note(long nowNs, Note note) {
        world.note(nowNs, note);
    }
}
