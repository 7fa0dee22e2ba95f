package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.Requirements;
import org.jspecify.annotations.Nullable;

/**
 * Requirements with a number: of equal ones a {@link Constraints} table makes one only, so that what is worked out about
 * them can be looked up. The host's name is never part of it.
 */
final class Constraint {

    final int id;
    final Requirements requirements;
    final boolean minValues;

    Constraint(int id, Requirements requirements) {
        this.id = id;
        this.requirements = requirements;
        this.minValues = requirements.hasMinValues();
    }

    @Nullable
    Requirement get(String key) {
        return requirements.get(key);
    }
}
