package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The offerings that the cloud could not serve lately. Each is avoided for three minutes, so that the next launch tries
 * another (Karpenter's AWS provider, {@code pkg/cache}: {@code UnavailableOfferingsTTL}).
 */
public final class UnavailableOfferings {

    /** How long an offering is avoided. */
    public static final long TTL_NS = 3 * 60 * 1_000_000_000L;

    private final Map<Key, Long> untilNs = new LinkedHashMap<>();
    private final Map<List<InstanceType>, View> views = new java.util.IdentityHashMap<>();

    private record Key(String instanceType, String zone, String capacityType) {}

    /** A list with the marks that hold until the next of them ends. */
    private record View(int marks, long nextEndNs, List<InstanceType> types) {}

    private int marks;

    /** The cloud had no capacity for an offer. */
    public void mark(Observation.Offer offer, long nowNs) {
        mark(new Key(offer.instanceType(), offer.zone(), offer.capacityType()), nowNs);
    }

    /** An instance with these labels is being taken back, so its offering is short of capacity. */
    public void markInterrupted(Labels labels, long nowNs) {
        String type = labels.get(WellKnown.INSTANCE_TYPE);
        String zone = labels.get(WellKnown.ZONE);
        if (type != null && zone != null) {
            mark(new Key(type, zone, WellKnown.SPOT), nowNs);
        }
    }

    private void mark(Key key, long nowNs) {
        untilNs.put(key, nowNs + TTL_NS);
        marks++;
    }

    /** Whether the offering is avoided at {@code nowNs}. */
    public boolean contains(String instanceType, Offering offering, long nowNs) {
        Long until = untilNs.get(new Key(instanceType, offering.zone(), offering.capacityType()));
        return until != null && nowNs < until;
    }

    /**
     * The same types with the offerings that are avoided at {@code nowNs} marked as not available. The same list object
     * is returned for the same list object as long as the marks stay the same.
     */
    public List<InstanceType> apply(List<InstanceType> types, long nowNs) {
        untilNs.values().removeIf(until -> until <= nowNs);
        if (untilNs.isEmpty()) {
            views.clear();
            return types;
        }
        View view = views.get(types);
        if (view == null || view.marks != marks || view.nextEndNs <= nowNs) {
            view = new View(marks, nextEndNs(), marked(types, nowNs));
            views.put(types, view);
        }
        return view.types;
    }

    private long nextEndNs() {
        return untilNs.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }

    private List<InstanceType> marked(List<InstanceType> types, long nowNs) {
        List<InstanceType> result = new ArrayList<>(types.size());
        for (InstanceType type : types) {
            result.add(marked(type, nowNs));
        }
        return List.copyOf(result);
    }

    private InstanceType marked(InstanceType type, long nowNs) {
        List<Offering> offerings = new ArrayList<>();
        boolean changed = false;
        for (Offering offering : type.offerings()) {
            boolean avoid = offering.available() && contains(type.name(), offering, nowNs);
            offerings.add(avoid ? offering.withAvailable(false) : offering);
            changed |= avoid;
        }
        return changed
                ? new InstanceType(type.name(), type.capacity(), type.overhead(), type.labels(), offerings)
                : type;
    }
}
