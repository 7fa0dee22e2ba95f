package dev.nodecast.scheduler.lookahead;

/** The last so many of some times. */
final class Recent {

    private final long[] times;
    private int count;
    private int next;

    Recent(int most) {
        times = new long[most];
    }

    void add(long time) {
        times[next] = time;
        next = (next + 1) % times.length;
        count = Math.min(times.length, count + 1);
    }

    int count() {
        return count;
    }

    long[] all() {
        return java.util.Arrays.copyOf(times, count);
    }

    /** Their mean, or {@code otherwise} where there is none. */
    long mean(long otherwise) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += times[i] / count;
        }
        return count == 0 ? otherwise : sum;
    }
}
