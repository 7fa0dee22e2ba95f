package dev.nodecast.scheduler.packing;

/** Effort that is still allowed, in steps of about the same size; the same on every machine. */
final class Work {

    private final long allowed;
    private long left;

    Work(long allowed) {
        this.allowed = allowed;
        this.left = allowed;
    }

    /** Takes some steps; false once none are left. */
    boolean spend(long steps) {
        left -= steps;
        return left > 0;
    }

    boolean exhausted() {
        return left <= 0;
    }

    long done() {
        return allowed - Math.max(0, left);
    }

    /** A part of what is left, to be taken back with {@link #settle}. */
    Work part(double share) {
        return new Work(Math.max(0, (long) (left * share)));
    }

    void settle(Work part) {
        left -= part.done();
    }
}
