package dev.nodecast.scheduler.review.system;

import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import java.util.Collection;
import java.util.function.LongPredicate;

/** Whether a requirement can hold for a label that has one of some values; no values: the label is absent. */
final class RequirementMatch {

    private RequirementMatch() {}

    static boolean holds(NodeSelectorRequirement requirement, Collection<String> possible) {
        return switch (requirement.operator()) {
            case IN -> possible.stream().anyMatch(requirement.values()::contains);
            case NOT_IN ->
                possible.isEmpty()
                        || possible.stream().anyMatch(v -> !requirement.values().contains(v));
            case EXISTS -> !possible.isEmpty();
            case DOES_NOT_EXIST -> possible.isEmpty();
            case GT -> compares(possible, v -> v > bound(requirement));
            case LT -> compares(possible, v -> v < bound(requirement));
            case GTE -> compares(possible, v -> v >= bound(requirement));
            case LTE -> compares(possible, v -> v <= bound(requirement));
        };
    }

    private static boolean compares(Collection<String> possible, LongPredicate test) {
        return possible.stream().anyMatch(v -> v.matches("[0-9]{1,18}") && test.test(Long.parseLong(v)));
    }

    private static long bound(NodeSelectorRequirement requirement) {
        String value =
                requirement.values().isEmpty() ? "" : requirement.values().getFirst();
        return value.matches("[0-9]{1,18}") ? Long.parseLong(value) : 0;
    }
}
