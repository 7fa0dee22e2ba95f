package dev.nodecast.scheduler.review;

import java.util.List;
import java.util.Optional;

/** Every rule, in the order in which they run. */
public final class Rules {

    private static final List<Rule> ALL = List.of();

    private Rules() {}

    /** All rules. */
    public static List<Rule> all() {
        return ALL;
    }

    /** The rule with this id, whatever the case. */
    public static Optional<Rule> find(String id) {
        return ALL.stream().filter(rule -> rule.id().equalsIgnoreCase(id)).findFirst();
    }
}
