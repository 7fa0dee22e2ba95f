package dev.nodecast.reports.monthly;

import java.util.Arrays;

/** Waiting times in seconds, to be asked for shares once all are there. */
final class Waits {
    private static final int FIRST_SIZE = 1_024;

    private double[] seconds = new double[FIRST_SIZE];
    private int count;
    private boolean sorted = true;

    void add(double waitS) {
        if (count == seconds.length) {
            seconds = Arrays.copyOf(seconds, 2 * count);
        }
        seconds[count++] = waitS;
        sorted = false;
    }

    void addAll(Waits others) {
        for (int i = 0; i < others.count; i++) {
            add(others.seconds[i]);
        }
    }

    int count() {
        return count;
    }

    double mean() {
        sort();
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += seconds[i];
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    double longest() {
        sort();
        return count == 0 ? Double.NaN : seconds[count - 1];
    }

    /**
     * The wait that {@code share} of the jobs do not exceed, between neighbours in proportion (definition 7 of Hyndman and
     * Fan, "Sample quantiles in statistical packages", 1996); not-a-number of no jobs.
     */
    double quantile(double share) {
        sort();
        if (count == 0) {
            return Double.NaN;
        }
        double place = share * (count - 1);
        int below = (int) place;
        int above = Math.min(below + 1, count - 1);
        return seconds[below] + (place - below) * (seconds[above] - seconds[below]);
    }

    /** How many waited no longer than {@code waitS}. */
    int upTo(double waitS) {
        sort();
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (seconds[middle] <= waitS) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void sort() {
        if (!sorted) {
            Arrays.sort(seconds, 0, count);
            sorted = true;
        }
    }
}
