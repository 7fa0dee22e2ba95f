package dev.nodecast.aws.controller;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.function.Supplier;

/**
 * Gives back memory that only garbage holds. The serial collector lets its old generation grow to the heap's limit before it
 * looks there, and what a start leaves (every object of the cluster, as text and as tree) would be held for months.
 */
final class HeapTidiness implements Runnable {

    private static final long MIB = 1L << 20;

    /** So much, and half of what is alive: a collection then frees at least a third of what it looks at. */
    private static final long SLACK = 24 * MIB;

    private final Supplier<Fill> fill;
    private final Runnable collection;
    private boolean looked;

    /**
     * How full the old generation is.
     *
     * @param used bytes now
     * @param alive bytes after its last collection
     */
    record Fill(long used, long alive) {

        boolean mostlyGarbage() {
            return used - alive > Math.max(SLACK, alive / 2);
        }
    }

    HeapTidiness(Supplier<Fill> fill, Runnable collection) {
        this.fill = fill;
        this.collection = collection;
    }

    /** Of this Java machine. Other collectors do it by themselves. */
    static HeapTidiness ofThisMachine() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Tenured Gen"))
                .findFirst()
                .map(pool -> new HeapTidiness(() -> fill(pool), System::gc))
                .orElseGet(() -> new HeapTidiness(() -> new Fill(0, 0), () -> {}));
    }

    private static Fill fill(MemoryPoolMXBean old) {
        MemoryUsage after = old.getCollectionUsage();
        return new Fill(old.getUsage().getUsed(), after == null ? 0 : after.getUsed());
    }

    /** The first look collects: what is alive after a start is not known before. */
    @Override
    public void run() {
        if (!looked || fill.get().mostlyGarbage()) {
            looked = true;
            collection.run();
        }
    }
}
