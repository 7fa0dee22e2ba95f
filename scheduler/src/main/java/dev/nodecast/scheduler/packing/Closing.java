package dev.nodecast.scheduler.packing;

import java.util.List;

/** Tries to close the gap between a draft and the bound of prices, by search over listed patterns. */
final class Closing {

    private final Instance instance;
    private final Prices prices;
    private final long grid;

    Closing(Instance instance, Prices prices, long grid) {
        this.instance = instance;
        this.prices = prices;
        this.grid = grid;
    }

    /** @param bound of the value, on the grid of costs */
    record Outcome(Draft draft, long bound, int patterns) {}

    Outcome close(Draft draft, Work work) {
        long proved = prices.bound(instance, instance.counts());
        long bound = CoverSearch.roundedUp(Math.max(0, proved), grid);
        if (bound >= draft.value || work.exhausted()) {
            return new Outcome(draft, Math.min(bound, draft.value), 0);
        }
        long gap = (draft.value - grid) * Prices.SCALE - proved;
        PatternTable.Listing listing = new PatternTable(instance, prices).within(gap, work);
        if (listing.within() < 0) {
            return new Outcome(draft, bound, 0);
        }
        CoverSearch.Outcome outcome =
                new CoverSearch(instance, prices, listing.patterns(), grid).search(draft.value, work);
        List<Pattern> answer = outcome.answer();
        Draft better = answer == null ? draft : Draft.of(instance, answer);
        long complete = listing.within() >= gap ? Long.MAX_VALUE : proved + listing.within();
        long closed = CoverSearch.roundedUp(Math.max(0, Math.min(outcome.bound(), complete)), grid);
        return new Outcome(
                better,
                Math.min(better.value, Math.max(bound, closed)),
                listing.patterns().size());
    }
}
