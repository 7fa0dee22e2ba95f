package dev.nodecast.scheduler.provisioning;

/** A set of instance types of one catalogue, as bits over their positions in it. */
final class TypeSet {

    final long[] words;

    TypeSet(int size) {
        words = new long[(size + 63) >>> 6];
    }

    private TypeSet(long[] words) {
        this.words = words;
    }

    void add(int index) {
        words[index >>> 6] |= 1L << index;
    }

    boolean has(int index) {
        return (words[index >>> 6] & (1L << index)) != 0;
    }

    TypeSet and(TypeSet other) {
        long[] both = words.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] &= other.words[i];
        }
        return new TypeSet(both);
    }

    boolean isEmpty() {
        for (long word : words) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    boolean intersects(TypeSet other) {
        for (int i = 0; i < words.length; i++) {
            if ((words[i] & other.words[i]) != 0) {
                return true;
            }
        }
        return false;
    }

    int count() {
        int count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    /** The first member at or after {@code from}, or -1. */
    int next(int from) {
        int w = from >>> 6;
        if (w >= words.length) {
            return -1;
        }
        long word = words[w] & (-1L << from);
        while (word == 0) {
            if (++w == words.length) {
                return -1;
            }
            word = words[w];
        }
        return (w << 6) + Long.numberOfTrailingZeros(word);
    }
}
