package dev.nodecast.sim.stats;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** How long a whole-numbered level stood at each of its values, in nanoseconds. */
public final class TimeAtLevel {

    private final SortedMap<Long, Long> durationNs = new TreeMap<>();
    private long changedNs;
    private long level;

    /** A level that has its first value from {@code startNs} on. */
    public TimeAtLevel(long startNs, long level) {
        this.changedNs = startNs;
        this.level = level;
    }

    /**
     * The level is {@code newLevel} from now on.
     *
     * @throws IllegalArgumentException if {@code nowNs} is before the last change
     */
    public void set(long nowNs, long newLevel) {
        if (nowNs < changedNs) {
            throw new IllegalArgumentException(
                    "time must not go back: now is " + nowNs + " ns, the last change was at " + changedNs + " ns");
        }
        if (nowNs > changedNs) {
            durationNs.merge(level, nowNs - changedNs, Long::sum);
        }
        changedNs = nowNs;
        level = newLevel;
    }

    /** From level to the time at it until now, levels ascending; levels that never lasted are left out. */
    public SortedMap<Long, Long> durationsNs(long nowNs) {
        set(nowNs, level);
        return Collections.unmodifiableSortedMap(durationNs);
    }

    /** The time at one level until now. */
    public long durationNs(long nowNs, long ofLevel) {
        return durationsNs(nowNs).getOrDefault(ofLevel, 0L);
    }
}
