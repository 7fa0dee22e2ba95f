package dev.nodecast.scheduler.packing;

/** Rules on what may share a bin that are none of the others; what a set may not do, no larger set may. */
@FunctionalInterface
public interface Admission {

    /** No further rule. */
    Admission ALWAYS = new Admission() {
        @Override
        public boolean admits(int bin, int[] counts) {
            return true;
        }

        @Override
        public boolean always() {
            return true;
        }
    };

    /** Whether there is nothing that it forbids, so that it need not be asked. */
    default boolean always() {
        return false;
    }

    /** Whether a bin of the type may hold so many of each item. */
    boolean admits(int bin, int[] counts);
}
