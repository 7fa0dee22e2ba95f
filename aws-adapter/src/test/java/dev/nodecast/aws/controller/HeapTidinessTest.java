package dev.nodecast.aws.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeapTidinessTest {

    private static final long MIB = 1L << 20;

    private final AtomicInteger collections = new AtomicInteger();

    private void look(long usedMib, long aliveMib) {
        new HeapTidiness(
                        () -> new HeapTidiness.Fill(usedMib * MIB, aliveMib * MIB), collections::incrementAndGet)
                .run();
    }

    @Test
    void whatAStartLeavesIsCollected() {
        look(164, 0);
        assertThat(collections).hasValue(1);
    }

    @Test
    void aLittleGarbageIsLeft() {
        look(48 + 24, 48);
        assertThat(collections).hasValue(0);
        look(48 + 25, 48);
        assertThat(collections).hasValue(1);
    }

    /** A collection costs by what is alive: with much of that, more garbage must have come for it to be worth it. */
    @Test
    void ofALargeHeapMoreMustBeGarbage() {
        look(1_000 + 400, 1_000);
        assertThat(collections).hasValue(0);
        look(1_000 + 501, 1_000);
        assertThat(collections).hasValue(1);
    }
}
