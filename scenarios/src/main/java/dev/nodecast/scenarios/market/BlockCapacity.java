package dev.nodecast.scenarios.market;

import dev.nodecast.sim.world.market.CapacityProcess;
import java.util.List;

/** The capacity of a pool made of blocks, each of which is there or gone as a whole: losing one is a batch. */
final class BlockCapacity implements CapacityProcess {

    private final List<OnOffProcess> blocks;
    private final int[] sizes;
    private int capacity;
    private long nextChangeNs;

    BlockCapacity(List<OnOffProcess> blocks, int[] sizes) {
        this.blocks = List.copyOf(blocks);
        this.sizes = sizes.clone();
        settle(0);
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public long nextChangeNs() {
        return nextChangeNs;
    }

    /** Goes on to the next instant at which a block may change; the sum can stay as it was. */
    @Override
    public void advance() {
        settle(nextChangeNs);
    }

    private void settle(long timeNs) {
        capacity = 0;
        nextChangeNs = Long.MAX_VALUE;
        for (int i = 0; i < sizes.length; i++) {
            OnOffProcess block = blocks.get(i);
            block.skipTo(timeNs);
            capacity += block.up() ? sizes[i] : 0;
            nextChangeNs = Math.min(nextChangeNs, block.nextChangeNs());
        }
    }
}
