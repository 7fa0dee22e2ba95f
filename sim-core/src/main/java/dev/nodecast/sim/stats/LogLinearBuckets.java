package dev.nodecast.sim.stats;

/**
 * Counts of non-negative values in buckets whose width grows with the value, as in HdrHistogram: a value's bucket is its
 * binary exponent and the first bits of its mantissa, read off the bits of the double, so no logarithm is taken.
 */
final class LogLinearBuckets {

    /** The middle of a bucket is at most this far from any of its values, relative to the value. */
    static final double RELATIVE_ERROR = 1.0 / 1024;

    private static final int BITS_PER_OCTAVE = 9;
    private static final int BUCKETS_PER_OCTAVE = 1 << BITS_PER_OCTAVE;
    private static final int SHIFT = 52 - BITS_PER_OCTAVE;

    /** Smaller values count as 0: they would cost memory and mean nothing. */
    private static final double SMALLEST = 1e-12;

    private long[] counts = new long[0];
    private int firstBucket;
    private long zeros;

    void add(double value) {
        if (value < SMALLEST) {
            zeros++;
        } else {
            add((int) (Double.doubleToRawLongBits(value) >>> SHIFT), 1);
        }
    }

    void merge(LogLinearBuckets other) {
        zeros += other.zeros;
        for (int i = 0; i < other.counts.length; i++) {
            if (other.counts[i] > 0) {
                add(other.firstBucket + i, other.counts[i]);
            }
        }
    }

    /** The middle of the bucket in which the value of this rank lies, counted from 0; the rank must be below the count. */
    double valueAt(long rank) {
        if (rank < zeros) {
            return 0;
        }
        long seen = zeros;
        int index = -1;
        while (seen <= rank) {
            index++;
            seen += counts[index];
        }
        return middleOf(firstBucket + index);
    }

    private void add(int bucket, long times) {
        if (bucket < firstBucket || bucket >= firstBucket + counts.length) {
            cover(bucket);
        }
        counts[bucket - firstBucket] += times;
    }

    private void cover(int bucket) {
        boolean empty = counts.length == 0;
        int first = empty ? bucket : Math.min(firstBucket, bucket - BUCKETS_PER_OCTAVE);
        int end = empty ? bucket : Math.max(firstBucket + counts.length, bucket);
        long[] wider = new long[end + BUCKETS_PER_OCTAVE - first];
        System.arraycopy(counts, 0, wider, empty ? 0 : firstBucket - first, counts.length);
        counts = wider;
        firstBucket = first;
    }

    private static double middleOf(int bucket) {
        double low = Double.longBitsToDouble((long) bucket << SHIFT);
        double high = Double.longBitsToDouble((long) (bucket + 1) << SHIFT);
        return low + (high - low) / 2;
    }
}
