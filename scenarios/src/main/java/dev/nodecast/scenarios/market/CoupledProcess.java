package dev.nodecast.scenarios.market;

import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.random.RandomStream;

/**
 * Follows a shared process part of the time and its own otherwise. Two processes that follow one parent, each for an
 * independent share s of the time, have the correlation s²; and where own and parent have the same availability, so has
 * this.
 */
final class CoupledProcess implements OnOffProcess {

    private final OnOffProcess own;
    private final OnOffProcess parent;
    private final OnOffProcess coupled;

    private CoupledProcess(OnOffProcess own, OnOffProcess parent, OnOffProcess coupled) {
        this.own = own;
        this.parent = parent;
        this.coupled = coupled;
    }

    /**
     * @param own what it does by itself
     * @param parent what it shares with others
     * @param share share of the time that it follows the parent, 0 to 1
     * @param stream when it follows the parent: exponential times, 24 hours on average for both together
     */
    static OnOffProcess of(OnOffProcess own, OnOffProcess parent, double share, RandomStream stream) {
        if (share <= 0) {
            return own;
        }
        if (share >= 1) {
            return parent;
        }
        Distribution following = Distribution.exponential(24 * share);
        Distribution apart = Distribution.exponential(24 * (1 - share));
        return new CoupledProcess(own, parent, new AlternatingSpells(following, apart, Tide.STILL, stream));
    }

    @Override
    public boolean up() {
        return coupled.up() ? parent.up() : own.up();
    }

    @Override
    public long nextChangeNs() {
        return Math.min(coupled.nextChangeNs(), Math.min(own.nextChangeNs(), parent.nextChangeNs()));
    }

    @Override
    public void advance() {
        long nowNs = nextChangeNs();
        coupled.skipTo(nowNs);
        own.skipTo(nowNs);
        parent.skipTo(nowNs);
    }
}
