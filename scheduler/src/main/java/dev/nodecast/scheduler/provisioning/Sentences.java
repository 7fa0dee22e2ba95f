package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of explanations. */
final class Sentences {

    private static final double MIB = 1024.0 * 1024;

    private Sentences() {}

    /** “pool gpu: 4 of 12 types lack nvidia.com/gpu, 6 too small after 310m cpu of daemonsets”. */
    static String ofPool(String pool, int types, Map<String, Integer> counts) {
        List<String> parts = new ArrayList<>();
        counts.forEach(
                (cause, n) -> parts.add(parts.isEmpty() ? n + " of " + types + " types " + cause : n + " " + cause));
        return "pool " + pool + ": " + String.join(", ", parts);
    }

    static String ofPools(List<PoolRefusal> refusals) {
        if (refusals.isEmpty()) {
            return "no pool has an instance type that it could launch";
        }
        return String.join("; ", refusals.stream().map(PoolRefusal::sentence).toList());
    }

    /** “an available offering”, or “available spot capacity in us-east-1a”. */
    static String capacity(Requirements requirements) {
        String capacityType = values(requirements.get(WellKnown.CAPACITY_TYPE));
        String zone = values(requirements.get(WellKnown.ZONE));
        return "available " + (capacityType.isEmpty() ? "" : capacityType + " ") + "capacity"
                + (zone.isEmpty() ? "" : " in " + zone);
    }

    private static String values(@Nullable Requirement requirement) {
        return requirement == null || requirement.complement() ? "" : String.join(" or ", requirement.values());
    }

    /** “0.31 vCPU and 512 MiB”: the resources that people look at first. */
    static String amounts(long[] amounts, ResourceIndex index) {
        Resources resources = index.resources(amounts);
        List<String> parts = new ArrayList<>();
        if (resources.cpuMilli() > 0) {
            parts.add(String.format(Locale.ROOT, "%.2f vCPU", resources.cpuMilli() / 1000.0));
        }
        if (resources.memoryBytes() > 0) {
            parts.add(String.format(Locale.ROOT, "%.0f MiB", resources.memoryBytes() / MIB));
        }
        return parts.isEmpty() ? resources.get(Resources.PODS) + " pods" : String.join(" and ", parts);
    }
}
