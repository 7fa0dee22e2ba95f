package dev.nodecast.scheduler.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An instance type as a cloud provider offers it.
 *
 * @param capacity what the node reports; limits of a pool are charged with it
 * @param overhead what kubelet, system and eviction threshold keep for themselves
 * @param labels per label key the values the type can have; an empty list means that it never has the label
 * @param overlaid what NodeOverlays have changed of it
 */
public record InstanceType(
        String name,
        Resources capacity,
        Resources overhead,
        SortedMap<String, List<String>> labels,
        List<Offering> offerings,
        Overlaid overlaid) {

    /** What NodeOverlays have changed of a type. */
    public record Overlaid(boolean price, boolean capacity) {
        public static final Overlaid NOTHING = new Overlaid(false, false);
    }

    /** A type as the cloud describes it. */
    public InstanceType(
            String name,
            Resources capacity,
            Resources overhead,
            SortedMap<String, List<String>> labels,
            List<Offering> offerings) {
        this(name, capacity, overhead, labels, offerings, Overlaid.NOTHING);
    }

    public InstanceType {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        offerings = List.copyOf(offerings);
    }

    public InstanceType withOfferings(List<Offering> others) {
        return new InstanceType(name, capacity, overhead, labels, others, overlaid);
    }

    /** The same, whose prices are not the cloud's own. */
    public InstanceType withPriceOverlaid() {
        return new InstanceType(name, capacity, overhead, labels, offerings, new Overlaid(true, overlaid.capacity()));
    }

    /** What pods can have of a node of this type: memory set aside as huge pages is not ordinary memory any more. */
    public Resources allocatable() {
        SortedMap<String, Long> left = new TreeMap<>();
        capacity.forEach((resource, amount) -> left.put(resource, amount - overhead.get(resource)));
        capacity.forEach((resource, amount) -> {
            if (resource.startsWith(Resources.HUGE_PAGES)) {
                left.computeIfPresent(Resources.MEMORY, (memory, free) -> Math.max(0, free - amount));
            }
        });
        return Resources.of(left);
    }
}
