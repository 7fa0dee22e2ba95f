package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a pool can buy, by name of the type. The same list of types stands for the same content. */
final class PoolCatalogue {

    final List<InstanceType> types;
    private final Map<String, InstanceType> byName = new LinkedHashMap<>();

    PoolCatalogue(List<InstanceType> types) {
        this.types = types;
        types.forEach(type -> byName.put(type.name(), type));
    }

    /** Whether it was made of this very list. */
    @SuppressWarnings("ReferenceEquality") // comparing hundreds of types at every pass is what this saves
    boolean isOf(List<InstanceType> list) {
        return types == list;
    }

    @Nullable
    InstanceType named(@Nullable String name) {
        return name == null ? null : byName.get(name);
    }

    /** The offering of the type in that zone and of that capacity type, available or not; null where there is none. */
    static @Nullable Offering offering(InstanceType type, @Nullable String zone, @Nullable String capacityType) {
        for (Offering offering : type.offerings()) {
            if (offering.zone().equals(zone) && offering.capacityType().equals(capacityType)) {
                return offering;
            }
        }
        return null;
    }
}
