package dev.nodecast.scenarios.workload;

/** Walks along a {@link RateSeries}. */
final class SeriesRate implements RateCursor {

    private final RateSeries series;
    private final boolean repeat;
    private int index;
    private long offsetNs;

    SeriesRate(RateSeries series, boolean repeat) {
        this.series = series;
        this.repeat = repeat;
    }

    @Override
    public double perSecond() {
        return index < series.size() ? series.perSecond(index) : 0;
    }

    @Override
    public long nextChangeNs() {
        if (index >= series.size()) {
            return Long.MAX_VALUE;
        }
        return offsetNs + (index + 1 < series.size() ? series.timeNs(index + 1) : series.endNs());
    }

    @Override
    public void advance() {
        if (index >= series.size()) {
            throw new IllegalStateException("the rate series has ended");
        }
        index++;
        if (index == series.size() && repeat) {
            index = 0;
            offsetNs += series.endNs();
        }
    }
}
