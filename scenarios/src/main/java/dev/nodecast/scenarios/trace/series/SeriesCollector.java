package dev.nodecast.scenarios.trace.series;

import dev.nodecast.scenarios.trace.TimeSeries;
import java.util.Arrays;

/** Grows one series sample by sample. */
final class SeriesCollector {

    private final String name;
    private long[] timesNs = new long[256];
    private double[] values = new double[256];
    private int size;
    private int firstMissingLine;

    SeriesCollector(String name) {
        this.name = name;
    }

    void add(long timeNs, double value) {
        if (size == timesNs.length) {
            timesNs = Arrays.copyOf(timesNs, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        timesNs[size] = timeNs;
        values[size] = value;
        size++;
        firstMissingLine = 0;
    }

    /** Notes that the row at {@code line} has no value. */
    void miss(int line) {
        firstMissingLine = firstMissingLine == 0 ? line : firstMissingLine;
    }

    /** The first line without a value since the last value; 0 if there is none. */
    int firstMissingLine() {
        return firstMissingLine;
    }

    boolean isEmpty() {
        return size == 0;
    }

    long lastTimeNs() {
        return timesNs[size - 1];
    }

    double lastValue() {
        return values[size - 1];
    }

    String name() {
        return name;
    }

    TimeSeries series() {
        return new TimeSeries(name, Arrays.copyOf(timesNs, size), Arrays.copyOf(values, size));
    }
}
