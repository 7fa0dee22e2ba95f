package dev.nodecast.scheduler.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How pods are to be spread over a topology.
 *
 * @param required DoNotSchedule, else ScheduleAnyway
 * @param minDomains null counts as 1
 * @param honorAffinity nodeAffinityPolicy Honor (the default), else Ignore
 * @param honorTaints nodeTaintsPolicy Honor, else Ignore (the default)
 */
public record TopologySpreadConstraint(
        int maxSkew,
        String topologyKey,
        boolean required,
        LabelSelector labelSelector,
        @Nullable Integer minDomains,
        boolean honorAffinity,
        boolean honorTaints,
        List<String> matchLabelKeys) {

    public TopologySpreadConstraint {
        matchLabelKeys = List.copyOf(matchLabelKeys);
    }
}
