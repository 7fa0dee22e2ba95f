package dev.nodecast.scheduler.catalog.list;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.requirements.KnownLabels;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Instance types as a file lists them.
 *
 * @param wellKnownLabels keys that a pod may ask for although no pool defines them; empty where the file does not say
 * @param types the types in the order of the file
 */
public record InstanceTypeList(SortedSet<String> wellKnownLabels, List<InstanceType> types) {

    public InstanceTypeList {
        wellKnownLabels = Collections.unmodifiableSortedSet(new TreeSet<>(wellKnownLabels));
        types = List.copyOf(types);
    }

    /** The labels that the file states; where it states none, those of AWS and all that its types define. */
    public KnownLabels knownLabels() {
        if (!wellKnownLabels.isEmpty()) {
            return KnownLabels.AWS.withWellKnown(wellKnownLabels);
        }
        SortedSet<String> keys = new TreeSet<>(KnownLabels.AWS.wellKnown());
        types.forEach(type -> keys.addAll(type.labels().keySet()));
        return KnownLabels.AWS.withWellKnown(keys);
    }

    /** The types with these names alone; all where there are none. */
    public InstanceTypeList only(List<String> names) {
        return names.isEmpty()
                ? this
                : new InstanceTypeList(
                        wellKnownLabels,
                        types.stream()
                                .filter(type -> names.contains(type.name()))
                                .toList());
    }
}
