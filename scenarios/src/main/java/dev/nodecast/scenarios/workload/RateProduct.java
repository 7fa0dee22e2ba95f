package dev.nodecast.scenarios.workload;

/** Two rates multiplied; steps wherever one of them does. */
final class RateProduct implements RateCursor {

    private final RateCursor first;
    private final RateCursor second;

    RateProduct(RateCursor first, RateCursor second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public double perSecond() {
        return first.perSecond() * second.perSecond();
    }

    @Override
    public long nextChangeNs() {
        return Math.min(first.nextChangeNs(), second.nextChangeNs());
    }

    @Override
    public void advance() {
        long nextNs = nextChangeNs();
        if (first.nextChangeNs() == nextNs) {
            first.advance();
        }
        if (second.nextChangeNs() == nextNs) {
            second.advance();
        }
    }
}
