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
 */
public record InstanceType(
        String name,
        Resources capacity,
        Resources overhead,
        SortedMap<String, List<String>> labels,
        List<Offering> offerings) {

    public InstanceType {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        offerings = List.copyOf(offerings);
    }

    /** What pods can have of a node of this type. */
    public Resources allocatable() {
        return capacity.minus(overhead);
    }
}
