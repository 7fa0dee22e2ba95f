package dev.nodecast.sim.world.market;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A spot market without events: capacity never runs out, nobody is interrupted, and prices stay as they are listed.
 *
 * @param microUsdPerHour by {@code instanceType/zone}; 0 for pools that are not listed
 */
public record CalmMarket(Map<String, Long> microUsdPerHour) implements SpotMarket {

    public CalmMarket {
        microUsdPerHour = Collections.unmodifiableMap(new TreeMap<>(microUsdPerHour));
    }

    /** The market at the spot prices that the types' offerings state. */
    public static CalmMarket of(Collection<InstanceType> types) {
        Map<String, Long> prices = new TreeMap<>();
        for (InstanceType type : types) {
            for (Offering offering : type.offerings()) {
                if (offering.spot()) {
                    prices.put(type.name() + "/" + offering.zone(), offering.priceMicroUsdPerHour());
                }
            }
        }
        return new CalmMarket(prices);
    }

    @Override
    public CapacityProcess capacity(String instanceType, String zone) {
        return CapacityProcess.constant(CapacityProcess.UNLIMITED);
    }

    @Override
    public PriceProcess price(String instanceType, String zone) {
        return PriceProcess.constant(microUsdPerHour.getOrDefault(instanceType + "/" + zone, 0L));
    }

    @Override
    public HazardModel hazard(String instanceType, String zone) {
        return HazardModel.NONE;
    }
}
