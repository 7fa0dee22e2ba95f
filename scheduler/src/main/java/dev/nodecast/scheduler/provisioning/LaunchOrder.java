package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Prices of instance types under requirements. All prices are micro-USD per hour. */
public final class LaunchOrder {

    /** The price of what cannot be bought. */
    public static final long NOT_OFFERED = Long.MAX_VALUE;

    private LaunchOrder() {}

    /** Offerings that are available and that the requirements allow. */
    public static Stream<Offering> offerings(InstanceType type, Requirements requirements) {
        return type.offerings().stream().filter(o -> o.available() && CompiledCatalogue.allows(requirements, o));
    }

    /** The lowest price of an allowed offering, {@link #NOT_OFFERED} where there is none. */
    public static long cheapest(InstanceType type, Requirements requirements) {
        return offerings(type, requirements)
                .mapToLong(Offering::priceMicroUsdPerHour)
                .min()
                .orElse(NOT_OFFERED);
    }

    /**
     * The highest price that a launch could cost: reserved capacity is taken before spot and spot before on-demand, and
     * the zone is not known. Karpenter's {@code WorstLaunchPrice}.
     */
    public static long worst(InstanceType type, Requirements requirements) {
        for (String capacityType : List.of(WellKnown.RESERVED, WellKnown.SPOT, WellKnown.ON_DEMAND)) {
            long worst = offerings(type, requirements)
                    .filter(o -> o.capacityType().equals(capacityType))
                    .mapToLong(Offering::priceMicroUsdPerHour)
                    .max()
                    .orElse(NOT_OFFERED);
            if (worst != NOT_OFFERED) {
                return worst;
            }
        }
        return NOT_OFFERED;
    }

    /** By the cheapest allowed offering, ascending; equal prices by name. */
    public static List<InstanceType> byPrice(List<InstanceType> types, Requirements requirements) {
        return Arrays.stream(order(types, requirements)).mapToObj(types::get).toList();
    }

    /** The positions of the types in the order of {@link #byPrice}. */
    static int[] order(List<InstanceType> types, Requirements requirements) {
        long[] prices =
                types.stream().mapToLong(type -> cheapest(type, requirements)).toArray();
        return IntStream.range(0, prices.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> prices[i])
                        .thenComparing(i -> types.get(i).name()))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
