package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of all {@link Constraint}s of a solver, and the memory of what pairs of them give. */
@LookupOnly("byValue: asked for one value at a time; byId has the order")
final class Constraints {

    private final Set<String> wellKnown;
    private final Map<Requirements, Constraint> byValue = new HashMap<>();
    private final List<Constraint> byId = new ArrayList<>();
    private final LongIntMap joined = new LongIntMap();
    private final LongIntMap loosely = new LongIntMap();
    private final LongIntMap strictly = new LongIntMap();

    Constraints(Set<String> wellKnown) {
        this.wellKnown = wellKnown;
    }

    Constraint of(Requirements requirements) {
        return byValue.computeIfAbsent(requirements, r -> {
            Constraint made = new Constraint(byId.size(), r);
            byId.add(made);
            return made;
        });
    }

    int size() {
        return byId.size();
    }

    /** Both together, whether or not they can hold together. */
    Constraint and(Constraint a, Constraint b) {
        long pair = pair(a, b);
        int known = joined.get(pair);
        if (known != LongIntMap.ABSENT) {
            return byId.get(known);
        }
        Constraint both = of(a.requirements.and(b.requirements));
        joined.put(pair, both.id);
        return both;
    }

    Constraint and(Constraint a, Requirement requirement) {
        return and(a, of(Requirements.of(requirement)));
    }

    /**
     * {@code incoming} asked of what {@code existing} describes.
     *
     * @param undefinedAllowed whether well-known labels may be asked for that are not described (a node that is yet to
     *     be made) or not (a node that exists)
     */
    boolean compatible(Constraint existing, Constraint incoming, boolean undefinedAllowed) {
        LongIntMap memory = undefinedAllowed ? loosely : strictly;
        long pair = pair(existing, incoming);
        int known = memory.get(pair);
        if (known == LongIntMap.ABSENT) {
            Set<String> allowed = undefinedAllowed ? wellKnown : Set.of();
            known = existing.requirements.compatible(incoming.requirements, allowed) ? 1 : 0;
            memory.put(pair, known);
        }
        return known == 1;
    }

    /** Both together, or null where {@code incoming} is not {@link #compatible}. */
    @Nullable
    Constraint meet(Constraint existing, Constraint incoming, boolean undefinedAllowed) {
        return compatible(existing, incoming, undefinedAllowed) ? and(existing, incoming) : null;
    }

    /** The requirement of {@code incoming} that is in the way, or null. */
    @Nullable
    Requirement conflict(Constraint existing, Constraint incoming) {
        return existing.requirements.conflict(incoming.requirements, wellKnown);
    }

    private static long pair(Constraint a, Constraint b) {
        return ((long) a.id << 32) | b.id;
    }
}
