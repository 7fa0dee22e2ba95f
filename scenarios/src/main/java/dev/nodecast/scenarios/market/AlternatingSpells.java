package dev.nodecast.scenarios.market;

import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.random.RandomStream;

/** Up and down in turn, each for a time drawn from its distribution and stretched by the tide of the hour. */
final class AlternatingSpells implements OnOffProcess {

    private static final double HOUR_NS = 3.6e12;
    private static final long SHORTEST_NS = 1_000_000_000L;
    private static final double LONGEST_NS = 3.2e16;

    private final Distribution upHours;
    private final Distribution downHours;
    private final Tide tide;
    private final RandomStream stream;
    private boolean up;
    private long nextChangeNs;

    AlternatingSpells(Distribution upHours, Distribution downHours, Tide tide, RandomStream stream) {
        this.upHours = upHours;
        this.downHours = downHours;
        this.tide = tide;
        this.stream = stream;
        this.up = stream.bernoulli(upHours.mean() / (upHours.mean() + downHours.mean()));
        this.nextChangeNs = -Tide.WARM_UP_NS + spellNs(-Tide.WARM_UP_NS);
    }

    @Override
    public boolean up() {
        return up;
    }

    @Override
    public long nextChangeNs() {
        return nextChangeNs;
    }

    @Override
    public void advance() {
        up = !up;
        nextChangeNs += spellNs(nextChangeNs);
    }

    private long spellNs(long fromNs) {
        double factor = tide.at(fromNs);
        double hours = up ? upHours.sample(stream) * factor : downHours.sample(stream) / factor;
        return Math.max(SHORTEST_NS, (long) Math.min(LONGEST_NS, hours * HOUR_NS));
    }
}
