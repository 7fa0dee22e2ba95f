package dev.nodecast.scheduler.packing;

import java.util.List;

/**
 * An answer: bins with what they hold.
 *
 * @param bins one pattern a bin, which hold together no more of any item than there is
 * @param cost of all bins, without what is forgone
 * @param bound no answer that packs as many of each item costs less
 * @param done what was done for it
 */
public record Packing(List<Pattern> bins, long cost, long bound, Done done) {

    /**
     * Effort that was spent.
     *
     * @param steps of search in all
     * @param patterns that were generated
     * @param rounds of pricing at the root
     */
    public record Done(long steps, long patterns, long rounds) {

        public Done plus(Done other) {
            return new Done(steps + other.steps, patterns + other.patterns, rounds + other.rounds);
        }
    }

    public Packing {
        bins = List.copyOf(bins);
    }

    public boolean optimal() {
        return cost == bound;
    }
}
