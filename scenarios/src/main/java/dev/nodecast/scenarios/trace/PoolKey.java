package dev.nodecast.scenarios.trace;

import java.util.Comparator;

/**
 * A pool as price files name it.
 *
 * @param zone zone name or zone id; a region where the source has no zones
 * @param instanceType instance type
 * @param product product description, such as {@code Linux/UNIX}
 */
public record PoolKey(String zone, String instanceType, String product) implements Comparable<PoolKey> {

    /** The product of plain Linux instances. */
    public static final String LINUX = "Linux/UNIX";

    private static final Comparator<PoolKey> ORDER = Comparator.comparing(PoolKey::zone)
            .thenComparing(PoolKey::instanceType)
            .thenComparing(PoolKey::product);

    @Override
    public int compareTo(PoolKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return instanceType + "/" + zone + "/" + product;
    }
}
