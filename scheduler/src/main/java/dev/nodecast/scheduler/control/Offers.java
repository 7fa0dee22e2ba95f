package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.model.InstanceType;
import java.util.List;

/** A list of types that is compared by identity: the same list stands for the same content. */
record Offers(List<InstanceType> types) {
    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(Object other) {
        return other instanceof Offers that && types == that.types;
    }

    @Override
    public int hashCode() {
        return types.size();
    }
}
