package dev.nodecast.scheduler.provisioning.explain;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.provisioning.LaunchOrder;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.RequirementWords;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Counts why instance types of a list cannot be a node that must meet requirements and hold requests. */
final class TypeLosses {

    /** A type with the room that pods have on it. */
    private record Sized(InstanceType type, Resources room) {}

    private final List<Sized> types;

    private TypeLosses(List<Sized> types) {
        this.types = types;
    }

    static TypeLosses of(List<InstanceType> types) {
        return new TypeLosses(
                types.stream().map(t -> new Sized(t, t.allocatable())).toList());
    }

    /** Of the types alone that meet these requirements. */
    TypeLosses within(Requirements requirements) {
        return new TypeLosses(types.stream()
                .filter(sized -> cause(sized, requirements, Resources.NONE) == null)
                .toList());
    }

    int considered() {
        return types.size();
    }

    /** How many types are left. */
    int left(Requirements requirements, Resources requests) {
        return (int) types.stream()
                .filter(sized -> cause(sized, requirements, requests) == null)
                .count();
    }

    /**
     * Types by what rules them out, the most first; each type counts once.
     *
     * @param kept names of the types that are left in the end
     * @param otherwise what ruled out those that meet all of this and are not left
     */
    SequencedMap<String, Integer> count(
            Requirements requirements, Resources requests, List<String> kept, String otherwise) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Sized sized : types) {
            if (!kept.contains(sized.type().name())) {
                String cause = cause(sized, requirements, requests);
                counts.merge(cause == null ? otherwise : cause, 1, Integer::sum);
            }
        }
        SequencedMap<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    /** What rules a type out; null where nothing does. */
    private static @Nullable String cause(Sized sized, Requirements requirements, Resources requests) {
        for (Requirement requirement : requirements.all()) {
            List<String> values = sized.type().labels().get(requirement.key());
            if (values != null && !meets(values, requirement)) {
                return RequirementWords.missed(requirement);
            }
        }
        for (String resource : requests.names()) {
            if (requests.get(resource) > 0 && sized.room().get(resource) <= 0) {
                return "without " + resource;
            }
        }
        if (!requests.fitsIn(sized.room())) {
            return "too small";
        }
        return LaunchOrder.cheapest(sized.type(), requirements) == LaunchOrder.NOT_OFFERED
                ? "without available " + capacity(requirements)
                : null;
    }

    private static boolean meets(List<String> values, Requirement requirement) {
        return values.isEmpty()
                ? switch (requirement.operator()) {
                    case NOT_IN, DOES_NOT_EXIST -> true;
                    default -> false;
                }
                : values.stream().anyMatch(requirement::has);
    }

    private static String capacity(Requirements requirements) {
        Requirement sold = requirements.get(WellKnown.CAPACITY_TYPE);
        Requirement zone = requirements.get(WellKnown.ZONE);
        return (sold == null || sold.complement() ? "" : RequirementWords.values(sold.values(), " or ") + " ")
                + "capacity"
                + (zone == null || zone.complement() ? "" : " in " + RequirementWords.values(zone.values(), " or "));
    }
}
