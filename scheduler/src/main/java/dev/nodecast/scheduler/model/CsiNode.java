package dev.nodecast.scheduler.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the CSI drivers of a node say of it.
 *
 * @param volumeLimits by driver how many volumes it can attach; a driver that is not named has no limit
 */
public record CsiNode(String name, SortedMap<String, Integer> volumeLimits) implements StorageObject {

    public CsiNode {
        volumeLimits = Collections.unmodifiableSortedMap(new TreeMap<>(volumeLimits));
    }
}
