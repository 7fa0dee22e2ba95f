package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.journal.Note;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Finds the next command, from the cluster's state, the prices and the time. */
public interface Planner {

    /** Never disrupts anything. */
    Planner NONE = new Planner() {
        @Override
        public Optional<Command> plan(Command.Method first, long nowNs) {
            return Optional.empty();
        }

        @Override
        public Optional<Command> validate(Command command, long nowNs) {
            return Optional.empty();
        }

        @Override
        public long nextDueNs(long nowNs) {
            return Long.MAX_VALUE;
        }

        @Override
        public SequencedMap<String, String> whyStays(long nowNs) {
            return new LinkedHashMap<>();
        }
    };

    /** The command that the first successful method finds; empty when nothing is to be done. */
    default Optional<Command> plan(long nowNs) {
        return plan(Command.Method.EMPTINESS, nowNs);
    }

    /** The same, with the methods before {@code first} left out. */
    Optional<Command> plan(Command.Method first, long nowNs);

    /**
     * What is still right of a command that waited for its validation: all of it, of a command of emptiness perhaps fewer
     * nodes, or nothing.
     */
    Optional<Command> validate(Command command, long nowNs);

    /** For each pool with the policy Balanced, that and why a command which was just found is worth it. */
    default List<Note.ConsolidationApproved> approvals(Command command, long nowNs) {
        return List.of();
    }

    /**
     * When a pass over an unchanged cluster could find something that it did not find at {@code nowNs}: a node becomes
     * consolidatable, a promise ends, a budget opens, or prices may have changed; {@link Long#MAX_VALUE} if never.
     */
    long nextDueNs(long nowNs);

    /** For each node that no command of this moment would remove, by name: why it stays, in one sentence. */
    SequencedMap<String, String> whyStays(long nowNs);
}
