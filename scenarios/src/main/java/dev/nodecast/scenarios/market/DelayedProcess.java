package dev.nodecast.scenarios.market;

/** The same ups and downs, some time later. */
record DelayedProcess(OnOffProcess source, long lagNs) implements OnOffProcess {

    @Override
    public boolean up() {
        return source.up();
    }

    @Override
    public long nextChangeNs() {
        return source.nextChangeNs() + lagNs;
    }

    @Override
    public void advance() {
        source.advance();
    }
}
