package dev.nodecast.aws.ec2.catalog;

import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass;
import dev.nodecast.aws.ec2.nodeclass.WindowsBuild;
import dev.nodecast.scheduler.catalog.Catalogue;
import dev.nodecast.scheduler.catalog.InstanceTrait;
import dev.nodecast.scheduler.catalog.InstanceTypes;
import dev.nodecast.scheduler.catalog.NodeSizingOptions;
import dev.nodecast.scheduler.catalog.PriceBook;
import dev.nodecast.scheduler.catalog.RegionalOffer;
import dev.nodecast.scheduler.catalog.ReservedCapacity;
import dev.nodecast.scheduler.model.CapacityReservation;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a node class can be launched as. The very same list is returned while nothing has changed. How big a node is and
 * what kubelet keeps of it is computed where the simulator computes it.
 */
public final class InstanceTypeLists {

    private final String region;
    private final Market market;
    private final @Nullable PriceBook bundled;
    private final Map<String, Made> byNodeClass = new ConcurrentHashMap<>();

    /** What a list is made from. */
    private record Ingredients(
            MarketFacts facts,
            NodeSizingOptions sizing,
            List<String> zones,
            String windowsBuild,
            List<ResolvedNodeClass.Reservation> reservations) {
        // what was learnt anew is new: to compare it would cost more than it saves
        @SuppressWarnings("ReferenceEquality")
        boolean same(Ingredients other) {
            return facts == other.facts
                    && sizing.equals(other.sizing)
                    && zones.equals(other.zones)
                    && windowsBuild.equals(other.windowsBuild)
                    && reservations.equals(other.reservations);
        }
    }

    private record Made(Ingredients from, List<InstanceType> types) {}

    public InstanceTypeLists(String region, Market market) {
        this.region = region;
        this.market = market;
        this.bundled = Catalogue.bundled().regions().contains(region)
                ? PriceBook.list(Catalogue.bundled().region(region))
                : null;
    }

    /** None where nodes cannot be launched from the node class. */
    public List<InstanceType> of(ResolvedNodeClass nodeClass) {
        if (!nodeClass.ready()) {
            return List.of();
        }
        Ingredients from = new Ingredients(
                market.facts(),
                NodeSizingOptions.of(nodeClass.nodeClass().model()),
                nodeClass.zones(),
                windowsBuild(nodeClass),
                nodeClass.reservations());
        return byNodeClass
                .compute(
                        nodeClass.name(),
                        (_, made) -> made != null && made.from.same(from) ? made : new Made(from, make(from)))
                .types();
    }

    /** Forgets a node class. */
    public void forget(String nodeClass) {
        byNodeClass.remove(nodeClass);
    }

    private static String windowsBuild(ResolvedNodeClass nodeClass) {
        return nodeClass.amis().stream()
                .flatMap(ami -> ami.requirements().stream())
                .filter(requirement -> requirement.key().equals(WindowsBuild.LABEL))
                .map(requirement -> requirement.values().getFirst())
                .findFirst()
                .orElse("");
    }

    private List<InstanceType> make(Ingredients from) {
        List<InstanceType> types = from.facts.types().isEmpty() ? bundled(from) : learnt(from);
        if (!from.windowsBuild.isEmpty()) {
            types = types.stream().map(type -> windows(type, from.windowsBuild)).toList();
        }
        SortedMap<String, Integer> remaining = new TreeMap<>();
        List<CapacityReservation> reservations = new ArrayList<>();
        for (ResolvedNodeClass.Reservation reserved : from.reservations) {
            reservations.add(reserved.reservation());
            remaining.put(reserved.reservation().id(), reserved.available());
        }
        return ReservedCapacity.offered(types, reservations, id -> remaining.getOrDefault(id, 0));
    }

    private List<InstanceType> bundled(Ingredients from) {
        return bundled == null ? List.of() : InstanceTypes.of(bundled, from.zones, from.sizing);
    }

    private List<InstanceType> learnt(Ingredients from) {
        List<InstanceType> types = new ArrayList<>();
        for (DescribedType described : from.facts.types().values()) {
            List<Offering> offerings = offerings(described, from);
            if (!offerings.isEmpty()) {
                types.add(described.completed(InstanceTypes.of(described.facts(), region, offerings, from.sizing)));
            }
        }
        return List.copyOf(types);
    }

    private List<Offering> offerings(DescribedType described, Ingredients from) {
        String name = described.facts().name();
        long onDemand = from.facts.onDemand().getOrDefault(name, bundledPrice(name));
        SortedMap<String, Long> spot = from.facts.spot().getOrDefault(name, new TreeMap<>());
        List<Offering> offerings = new ArrayList<>();
        for (String zone : from.facts.zones().getOrDefault(name, List.of())) {
            if (!from.zones.contains(zone)) {
                continue;
            }
            if (onDemand > 0) {
                offerings.add(new Offering(zone, WellKnown.ON_DEMAND, onDemand, true));
            }
            Long spotPrice = spot.get(zone);
            if (spotPrice != null && described.facts().has(InstanceTrait.SPOT)) {
                // EC2 has no call that tells it: as the simulator does, from what the spot advisor published
                Double rate = bundled == null ? null : InstanceTypes.interruptionsPerHour(bundled, name);
                offerings.add(new Offering(zone, WellKnown.SPOT, spotPrice, true, null, rate));
            }
        }
        return offerings;
    }

    private long bundledPrice(String type) {
        return bundled == null
                ? 0
                : bundled.catalogue()
                        .offer(type)
                        .map(RegionalOffer::onDemand)
                        .map(price -> price.microUsd())
                        .orElse(0L);
    }

    private static InstanceType windows(InstanceType type, String build) {
        SortedMap<String, List<String>> labels = new TreeMap<>(type.labels());
        labels.put(WellKnown.OS, List.of("windows"));
        labels.put(WindowsBuild.LABEL, List.of(build));
        return new InstanceType(
                type.name(), type.capacity(), type.overhead(), labels, type.offerings(), type.overlaid());
    }
}
