package dev.nodecast.scheduler.provisioning;

import java.util.Arrays;

/** The demands that a node refused once and for all, since it only becomes fuller. */
final class RefusedDemands {

    private static final long[] NONE = {};

    private long[] words = NONE;

    boolean has(Demand demand) {
        int w = demand.index >>> 6;
        return w < words.length && (words[w] & (1L << demand.index)) != 0;
    }

    void add(Demand demand) {
        int w = demand.index >>> 6;
        if (w >= words.length) {
            words = Arrays.copyOf(words, w + 1);
        }
        words[w] |= 1L << demand.index;
    }
}
