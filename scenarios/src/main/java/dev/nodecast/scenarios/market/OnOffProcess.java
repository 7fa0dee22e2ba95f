package dev.nodecast.scenarios.market;

/**
 * Something that is up or down, walked forwards. Times are nanoseconds since the scenario's start and may be negative
 * while the process warms up.
 */
interface OnOffProcess {

    boolean up();

    long nextChangeNs();

    void advance();

    /** Moves on until the next change is after {@code timeNs}. */
    default void skipTo(long timeNs) {
        while (nextChangeNs() <= timeNs) {
            advance();
        }
    }
}
