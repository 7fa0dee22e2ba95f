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
 * Remembers which offerings the cloud had no capacity for: three minutes (the AWS provider's cache of unavailable
 * offerings), of capacity reservations until they are counted again, a minute later.
 */
@LookupOnly("marked: asked for one list of types at a time, cleared as a whole")
public final class UnavailableOfferings {

    /** How long a refusal is remembered. */
    public static final long REMEMBERED_NS = 3 * 60 * 1_000_000_000L;

    /** How long a reservation counts as full after it could not serve: the interval at which they are counted. */
    public static final long RESERVATION_REMEMBERED_NS = 60 * 1_000_000_000L;

    private static final int MAX_LISTS = 64;

    /** Reservations by their id, everything else by what it is. */
    private record Key(String instanceType, String zone, String capacityType, String reservation) {
        static Key of(Offer offer) {
            return offer.reservation().isEmpty()
                    ? new Key(offer.instanceType(), offer.zone(), offer.capacityType(), "")
                    : new Key("", "", "", offer.reservation());
        }

        static Key of(InstanceType type, Offering offering) {
            Offering.Reservation reservation = offering.reservation();
            return reservation == null
                    ? new Key(type.name(), offering.zone(), offering.capacityType(), "")
                    : new Key("", "", "", reservation.id());
        }
    }

    private final Map<Key, Long> untilNs = new LinkedHashMap<>();
    private final IdentityHashMap<List<InstanceType>, List<InstanceType>> marked = new IdentityHashMap<>();

    /** Remembers that an offering was refused. */
    public void mark(Offer offer, long nowNs) {
        long remembered = offer.reservation().isEmpty() ? REMEMBERED_NS : RESERVATION_REMEMBERED_NS;
        if (untilNs.put(Key.of(offer), nowNs + remembered) == null) {
            marked.clear();
        }
    }

    /** Whether the offering was refused less than three minutes ago. */
    public boolean isUnavailable(String instanceType, String zone, String capacityType, long nowNs) {
        Long until = untilNs.get(new Key(instanceType, zone, capacityType, ""));
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
        return untilNs.containsKey(Key.of(type, offering));
    }

    private InstanceType mark(InstanceType type) {
        if (!refused(type)) {
            return type;
        }
        List<Offering> offerings = type.offerings().stream()
                .map(offering -> refused(type, offering) ? offering.withAvailable(false) : offering)
                .toList();
        return type.withOfferings(offerings);
    }
}
