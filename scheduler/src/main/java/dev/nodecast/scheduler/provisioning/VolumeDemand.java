package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.NodeSelectorRequirement.Operator;
import dev.nodecast.scheduler.provisioning.PodShape.NodeWish;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the volumes of a pod ask of a node. Unlike a pod's own wishes these do not limit the domains over which it is
 * spread.
 *
 * @param alternatives where all of its volumes can be attached, in the order of trying; none means anywhere
 * @param byDriver its claims by the CSI driver that attaches them
 * @param lost whether a volume it is bound to is gone, so that no existing node is tried
 */
record VolumeDemand(List<NodeWish> alternatives, SortedMap<String, Set<String>> byDriver, boolean lost) {

    /** No volumes. */
    static final VolumeDemand NONE = new VolumeDemand(List.of(), Collections.emptySortedMap(), false);

    VolumeDemand {
        alternatives = List.copyOf(alternatives);
        byDriver = Collections.unmodifiableSortedMap(new TreeMap<>(byDriver));
    }

    /** Whether no node can have all of them, since what they ask for excludes each other. */
    boolean nowhere() {
        return !alternatives.isEmpty()
                && alternatives.stream()
                        .allMatch(alternative -> alternative.constraint().requirements.all().stream()
                                .anyMatch(r -> r.operator() == Operator.DOES_NOT_EXIST));
    }

    /** Whether it does not matter to the pod where its volumes are. */
    boolean anywhere() {
        return alternatives.isEmpty();
    }
}
