package dev.nodecast.scheduler.disruption;

import java.util.Optional;

/** Finds the next command, a pure function of the cluster's state, the prices and the time. */
public interface Planner {

    /** Never disrupts anything. */
    Planner NONE = new Planner() {
        @Override
        public Optional<Command> plan(long nowNs) {
            return Optional.empty();
        }

        @Override
        public boolean stillValid(Command command, long nowNs) {
            return false;
        }

        @Override
        public long nextDueNs(long nowNs) {
            return Long.MAX_VALUE;
        }
    };

    /** The command that the first successful method finds; empty when nothing is to be done. */
    Optional<Command> plan(long nowNs);

    /** Whether a command that waited for its validation is still right. */
    boolean stillValid(Command command, long nowNs);

    /**
     * When a pass over an unchanged cluster could find something that it did not find at {@code nowNs}: the next moment
     * that a node becomes consolidatable or a budget opens; {@link Long#MAX_VALUE} if never.
     */
    long nextDueNs(long nowNs);
}
