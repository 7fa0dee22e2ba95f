package dev.nodecast.scenarios.market;

import dev.nodecast.sim.world.market.CapacityProcess;
import java.util.List;

/**
 * The capacity of a pool made of blocks, each of which is there or gone as a whole: losing one is a batch. Looks ahead to
 * the next instant at which the sum differs; a heap finds the block that changes first.
 */
final class BlockCapacity implements CapacityProcess {

    private final OnOffProcess[] blocks;
    private final int[] sizes;
    private final boolean[] up;
    private final int[] heap;
    private final long[] changesNs;
    private int capacity;
    private int nextCapacity;
    private long nextChangeNs;

    BlockCapacity(List<? extends OnOffProcess> blocks, int[] sizes) {
        this.blocks = blocks.toArray(OnOffProcess[]::new);
        this.sizes = sizes.clone();
        this.up = new boolean[sizes.length];
        this.heap = new int[sizes.length];
        this.changesNs = new long[sizes.length];
        for (int block = 0; block < sizes.length; block++) {
            heap[block] = block;
            settle(block, 0);
        }
        for (int slot = sizes.length / 2; slot >= 0; slot--) {
            siftDown(slot);
        }
        capacity = nextCapacity;
        lookAhead();
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public long nextChangeNs() {
        return nextChangeNs;
    }

    @Override
    public void advance() {
        capacity = nextCapacity;
        lookAhead();
    }

    private void lookAhead() {
        while (nextCapacity == capacity) {
            nextChangeNs = changesNs[heap[0]];
            while (changesNs[heap[0]] == nextChangeNs) {
                settle(heap[0], nextChangeNs);
                siftDown(0);
            }
        }
    }

    private void settle(int block, long timeNs) {
        OnOffProcess process = blocks[block];
        process.skipTo(timeNs);
        changesNs[block] = process.nextChangeNs();
        if (process.up() != up[block]) {
            up[block] = !up[block];
            nextCapacity += up[block] ? sizes[block] : -sizes[block];
        }
    }

    private void siftDown(int slot) {
        int block = heap[slot];
        int hole = slot;
        while (2 * hole + 1 < heap.length) {
            int child = 2 * hole + 1;
            if (child + 1 < heap.length && changesNs[heap[child + 1]] < changesNs[heap[child]]) {
                child++;
            }
            if (changesNs[heap[child]] >= changesNs[block]) {
                break;
            }
            heap[hole] = heap[child];
            hole = child;
        }
        heap[hole] = block;
    }
}
