package dev.nodecast.scheduler.packing;

import java.util.BitSet;

/**
 * A type of bins.
 *
 * @param room what one has of each resource
 * @param cost of one, in micro-USD per hour; 0 for what is there already
 * @param admits the items that may go into it, by position
 * @param available how many there are, {@link #UNLIMITED} where any number can be had
 * @param uses what one takes of each cap of the instance
 */
public record Bin(long[] room, long cost, BitSet admits, int available, long[] uses) {

    /** Any number can be had. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    boolean limited() {
        return available != UNLIMITED;
    }

    /** Whether {@code other} does for everything that this one does, and costs no more. */
    public boolean dominatedBy(Bin other) {
        if (other.cost > cost || other.limited() || !covers(other.room, room) || !covers(uses, other.uses)) {
            return false;
        }
        BitSet missing = (BitSet) admits.clone();
        missing.andNot(other.admits);
        return missing.isEmpty();
    }

    private static boolean covers(long[] more, long[] less) {
        for (int i = 0; i < less.length; i++) {
            if (less[i] > more[i]) {
                return false;
            }
        }
        return true;
    }
}
