package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.port.Observation.Offer;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers for three minutes which offerings the cloud had no capacity for (the AWS provider's cache of unavailable
 * offerings).
 */
@LookupOnly("marked: asked for one list of types at a time, cleared as a whole")
public final class UnavailableOfferings {

    /** How long a refusal is remembered. */
    public static final long REMEMBERED_NS = 3 * 60 * 1_000_000_000L;

    private static final int MAX_LISTS = 64;

    private record Key(String instanceType, String zone, String capacityType) {}

    private final Map<Key, Long> untilNs = new LinkedHashMap<>();
    private final IdentityHashMap<List<InstanceType>, List<InstanceType>> marked = new IdentityHashMap<>();

    /** Remembers that an offering was refused. */
    public void mark(Offer offer, long nowNs) {
        Key key = new Key(offer.instanceType(), offer.zone(), offer.capacityType());
        if (untilNs.put(key, nowNs + REMEMBERED_NS) == null) {
            marked.clear();
        }
    }

    /** Whether the offering was refused less than three minutes ago. */
    public boolean isUnavailable(String instanceType, String zone, String capacityType, long nowNs) {
        Long until = untilNs.get(new Key(instanceType, zone, capacityType));
        return until != null && nowNs < until;
    }

    /**
     * The types with the offerings that were refused lately marked as not available: the very list given where none is,
     * and the same list as before as long as nothing has changed.
     */
    public List<InstanceType> apply(List<InstanceType> types, long nowNs) {
        if (untilNs.values().removeIf(until -> until <= nowNs)) {
            marked.clear();
        }
        if (untilNs.isEmpty()) {
            return types;
        }
        if (marked.size() > MAX_LISTS) {
            marked.clear();
        }
        return marked.computeIfAbsent(types, this::mark);
    }

    private List<InstanceType> mark(List<InstanceType> types) {
        return types.stream().anyMatch(this::refused)
                ? types.stream().map(this::mark).toList()
                : types;
    }

    private boolean refused(InstanceType type) {
        return type.offerings().stream().anyMatch(offering -> refused(type, offering));
    }

    private boolean refused(InstanceType type, Offering offering) {
        return untilNs.containsKey(new Key(type.name(), offering.zone(), offering.capacityType()));
    }

    private InstanceType mark(InstanceType type) {
        if (!refused(type)) {
            return type;
        }
        List<Offering> offerings = type.offerings().stream()
                .map(offering -> refused(type, offering) ? offering.withAvailable(false) : offering)
                .toList();
        return new InstanceType(type.name(), type.capacity(), type.overhead(), type.labels(), offerings);
    }
}
