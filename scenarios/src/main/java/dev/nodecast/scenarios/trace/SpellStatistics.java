package dev.nodecast.scenarios.trace;

import java.util.Arrays;

/**
 * How long a pool stays available (up) or unavailable (down) at a stretch. The first and the last spell are left out:
 * their lengths are not known.
 *
 * @param upNs lengths of the up spells: the times from getting capacity to losing it
 * @param downNs lengths of the down spells
 */
public record SpellStatistics(Lengths upNs, Lengths downNs) {

    /** A sample of spell lengths in nanoseconds. */
    public static final class Lengths {

        private final long[] sorted;

        private Lengths(long[] lengths) {
            this.sorted = lengths.clone();
            Arrays.sort(sorted);
        }

        public int count() {
            return sorted.length;
        }

        /** Mean in hours; NaN of an empty sample. */
        public double meanHours() {
            return Arrays.stream(sorted)
                    .mapToDouble(SpellStatistics::hours)
                    .average()
                    .orElse(Double.NaN);
        }

        /** Median in hours; NaN of an empty sample. */
        public double medianHours() {
            int n = sorted.length;
            return n == 0 ? Double.NaN : (hours(sorted[(n - 1) / 2]) + hours(sorted[n / 2])) / 2;
        }

        /** Coefficient of variation, with the population's standard deviation; NaN of an empty sample. */
        public double coefficientOfVariation() {
            double mean = meanHours();
            double variance = Arrays.stream(sorted)
                    .mapToDouble(ns -> (hours(ns) - mean) * (hours(ns) - mean))
                    .average()
                    .orElse(Double.NaN);
            return Math.sqrt(variance) / mean;
        }
    }

    /** The spells of {@code trace}; capacity above zero is up. */
    public static SpellStatistics of(CapacityTrace trace) {
        long[] starts = new long[trace.size()];
        boolean[] up = new boolean[trace.size()];
        int spells = 0;
        for (int step = 0; step < trace.size(); step++) {
            boolean available = trace.capacity(step) > 0;
            if (spells == 0 || up[spells - 1] != available) {
                starts[spells] = trace.timeNs(step);
                up[spells] = available;
                spells++;
            }
        }
        return new SpellStatistics(lengths(starts, up, spells, true), lengths(starts, up, spells, false));
    }

    private static Lengths lengths(long[] starts, boolean[] up, int spells, boolean wanted) {
        long[] found = new long[spells];
        int count = 0;
        for (int i = 1; i < spells - 1; i++) {
            if (up[i] == wanted) {
                found[count++] = starts[i + 1] - starts[i];
            }
        }
        return new Lengths(Arrays.copyOf(found, count));
    }

    private static double hours(long ns) {
        return ns / 3.6e12;
    }
}
