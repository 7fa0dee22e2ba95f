package dev.nodecast.aws.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeapTidinessTest {

    private static final long MIB = 1L << 20;

    private final AtomicInteger collections = new AtomicInteger();
    private HeapTidiness.Fill fill = new HeapTidiness.Fill(0, 0);
    private final HeapTidiness tidiness = new HeapTidiness(() -> fill, collections::incrementAndGet);

    private void look(long usedMib, long aliveMib) {
        fill = new HeapTidiness.Fill(usedMib * MIB, aliveMib * MIB);
        tidiness.run();
    }

    @Test
    void whatAStartLeavesIsCollectedWithoutAQuestion() {
        look(60, 60);
        assertThat(collections).hasValue(1);
    }

    @Test
    void aLittleGarbageIsLeft() {
        look(0, 0);
        look(48 + 24, 48);
        assertThat(collections).hasValue(1);
        look(48 + 25, 48);
        assertThat(collections).hasValue(2);
    }

    /** A collection costs by what is alive: with much of that, more garbage must have come for it to be worth it. */
    @Test
    void ofALargeHeapMoreMustBeGarbage() {
        look(0, 0);
        look(1_000 + 400, 1_000);
        assertThat(collections).hasValue(1);
        look(1_000 + 501, 1_000);
        assertThat(collections).hasValue(2);
    }
}
