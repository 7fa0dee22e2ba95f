package dev.nodecast.scenarios.market;

import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.market.PriceProcess;
import java.util.function.ToLongFunction;

/**
 * Spot prices as AWS has set them since 2017: piecewise constant, about half of the pools flat, the others changed some
 * four times a day by a quarter of a percent, around a level that differs from zone to zone (dearest over cheapest zone
 * of a region 1.03 to 1.6). Price and interruption are independent. Measured on p2/p3 pools 2019-2020
 * (stanford-futuredata/training_on_a_dime) and the cross-section of 2022-05-31.
 */
public final class SpotPriceModel {

    private static final double ZONE_SIGMA = .08;
    private static final double FLAT_SHARE = .48;

    private final ToLongFunction<String> onDemandMicroUsdPerHour;
    private final double discount;

    /**
     * @param onDemandMicroUsdPerHour on-demand price of each instance type
     * @param discount usual discount of spot, such as .6; 2025 prices are .43 to .70 below on-demand
     */
    public SpotPriceModel(ToLongFunction<String> onDemandMicroUsdPerHour, double discount) {
        if (!(discount >= 0 && discount < 1)) {
            throw new IllegalArgumentException(
                    "found a spot discount of " + discount + "; expected 0 to below 1, such as 0.6");
        }
        this.onDemandMicroUsdPerHour = onDemandMicroUsdPerHour;
        this.discount = discount;
    }

    /** The price of one pool in one replication. */
    PriceProcess price(RandomStreams streams, String instanceType, String zone) {
        RandomStream stream = streams.stream("market.price", instanceType + "/" + zone);
        long onDemand = onDemandMicroUsdPerHour.applyAsLong(instanceType);
        double zoneFactor = StrictMath.exp(ZONE_SIGMA * stream.normal());
        double level = Math.min((double) onDemand, onDemand * (1 - discount) * zoneFactor);
        boolean flat = stream.bernoulli(FLAT_SHARE);
        return flat
                ? PriceProcess.constant(SteppingPrice.printable(level))
                : new SteppingPrice(stream, level, onDemand);
    }
}
