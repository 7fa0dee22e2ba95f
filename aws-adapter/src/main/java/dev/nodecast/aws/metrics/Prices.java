package dev.nodecast.aws.metrics;

import dev.nodecast.aws.metrics.GaugeText.Family;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/** What all pools may buy, with its price. Where pools differ in a price (by NodeOverlays of the cloud) the last pool's counts. */
final class Prices {

    /** Micro-USD in a USD. */
    static final double MICRO = 1e6;

    private static final Family PRICE = new Family(
            "karpenter_cloudprovider_instance_type_offering_price_estimate",
            "Hourly price of an offering in USD, as decisions take it");
    private static final Family AVAILABLE = new Family(
            "karpenter_cloudprovider_instance_type_offering_available",
            "1 where the cloud has capacity of an offering as far as it says so, else 0");
    private static final Family CORES =
            new Family("karpenter_cloudprovider_instance_type_cpu_cores", "VCPUs cores for a given instance type.");
    private static final Family MEMORY = new Family(
            "karpenter_cloudprovider_instance_type_memory_bytes", "Memory, in bytes, for a given instance type.");

    private final SortedMap<Key, Offer> offers = new TreeMap<>();
    private final SortedMap<String, Resources> types = new TreeMap<>();

    private record Key(String type, String capacityType, String zone) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::type).thenComparing(Key::capacityType).thenComparing(Key::zone);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private record Offer(long microUsdPerHour, boolean available) {}

    static Prices of(Scene scene) {
        Prices prices = new Prices();
        for (NodePool pool : scene.state().pools()) {
            for (InstanceType type : scene.sold().apply(pool)) {
                prices.add(type);
            }
        }
        return prices;
    }

    private void add(InstanceType type) {
        types.put(type.name(), type.capacity());
        for (Offering offering : type.offerings()) {
            Offer offer = new Offer(offering.priceMicroUsdPerHour(), offering.available());
            offers.merge(
                    new Key(type.name(), offering.capacityType(), offering.zone()),
                    offer,
                    (before, now) -> new Offer(now.microUsdPerHour, before.available || now.available));
        }
    }

    /** Micro-USD an hour of a machine with these labels; 0 where it is not sold any more. */
    long of(Labels machine) {
        Offer offer = offers.get(new Key(
                text(machine, WellKnown.INSTANCE_TYPE),
                text(machine, WellKnown.CAPACITY_TYPE),
                text(machine, WellKnown.ZONE)));
        return offer == null ? 0 : offer.microUsdPerHour;
    }

    private static String text(Labels labels, String key) {
        String value = labels.get(key);
        return value == null ? "" : value;
    }

    void write(GaugeText text) {
        offers.forEach((key, offer) -> {
            String[] labels = {"instance_type", key.type, "capacity_type", key.capacityType, "zone", key.zone};
            text.add(PRICE, offer.microUsdPerHour / MICRO, labels);
            text.add(AVAILABLE, offer.available ? 1 : 0, labels);
        });
        types.forEach((type, capacity) -> {
            text.add(CORES, Scene.amount(Resources.CPU, capacity.cpuMilli()), "instance_type", type);
            text.add(MEMORY, capacity.memoryBytes(), "instance_type", type);
        });
    }
}
