package dev.nodecast.scheduler.interruption;

import dev.nodecast.scheduler.interruption.InterruptionRates.Pool;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Clock;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What pools can buy, with the price of each spot offering raised to what an hour of finished work there is expected to
 * cost: its price times {@link JobRisk#factor}. All that compares prices follows from that, as from the prices of a
 * NodeOverlay: packing, launches (of which spot that is dearer than on-demand is left out, and whose offerings are named to
 * EC2 as priorities), and consolidation. What is billed stays the cloud's price.
 *
 * <p>Rates are those of {@link InterruptionRates}, looked at anew after an interruption and once an hour.
 */
@LookupOnly("priced: asked for one list of types at a time, cleared as a whole")
public final class RiskPricedOffers {

    private static final long RATES_NS = 3_600 * Clock.SECOND_NS;

    private final InterruptionRates rates = new InterruptionRates();
    private final Map<String, Pool> running = new LinkedHashMap<>();
    private final IdentityHashMap<List<InstanceType>, List<InstanceType>> priced = new IdentityHashMap<>();
    private final SpotChoice choice;
    private long pricedChanges;
    private long pricedUntilNs = Long.MIN_VALUE;

    public RiskPricedOffers(SpotChoice choice) {
        this.choice = choice;
    }

    /** What the pool can buy at risk-adjusted prices: the very list given where it chooses by price, and the same list as
     * before as long as nothing has changed. */
    public List<InstanceType> of(NodePool pool, List<InstanceType> sold, long nowNs) {
        if (choice.of(pool) == SpotChoice.Mode.PRICE) {
            return sold;
        }
        if (rates.changes() != pricedChanges || nowNs >= pricedUntilNs) {
            priced.clear();
            pricedChanges = rates.changes();
            pricedUntilNs = nowNs + RATES_NS;
        }
        List<InstanceType> before = priced.get(sold);
        if (before == null) {
            before = sold.stream().map(type -> priced(type, nowNs)).toList();
            priced.put(sold, before);
        }
        return before;
    }

    private InstanceType priced(InstanceType type, long nowNs) {
        boolean changed = false;
        List<Offering> offerings = new ArrayList<>(type.offerings().size());
        for (Offering offering : type.offerings()) {
            long price = offering.spot() ? price(type, offering, nowNs) : offering.priceMicroUsdPerHour();
            changed |= price != offering.priceMicroUsdPerHour();
            offerings.add(offering.withPrice(price));
        }
        return changed ? type.withOfferings(offerings).withPriceOverlaid() : type;
    }

    private long price(InstanceType type, Offering offering, long nowNs) {
        double rate = rates.perHour(new Pool(type.name(), offering.zone()), offering.interruptionsPerHour(), nowNs);
        return Math.round(offering.priceMicroUsdPerHour() * choice.job().factor(rate));
    }

    /**
     * An instance runs for the claim.
     *
     * @param sold what its pool can buy
     */
    public void launched(NodeClaim claim, Labels labels, List<InstanceType> sold, long nowNs) {
        Pool pool = pool(labels);
        if (pool != null && running.put(claim.name(), pool) == null) {
            rates.started(pool, published(pool, sold), nowNs);
        }
    }

    private static @Nullable Double published(Pool pool, List<InstanceType> sold) {
        for (InstanceType type : sold) {
            if (type.name().equals(pool.instanceType())) {
                for (Offering offering : type.offerings()) {
                    if (offering.spot() && offering.zone().equals(pool.zone())) {
                        return offering.interruptionsPerHour();
                    }
                }
            }
        }
        return null;
    }

    /** The cloud takes the claim's instance back. */
    public void interrupted(NodeClaim claim, long nowNs) {
        Pool pool = running.get(claim.name());
        if (pool != null) {
            rates.interrupted(pool, nowNs);
            ended(claim, nowNs);
        }
    }

    /** The claim's instance is no more. */
    public void ended(NodeClaim claim, long nowNs) {
        Pool pool = running.remove(claim.name());
        if (pool != null) {
            rates.ended(pool, nowNs);
        }
    }

    private static @Nullable Pool pool(Labels labels) {
        String type = labels.get(WellKnown.INSTANCE_TYPE);
        String zone = labels.get(WellKnown.ZONE);
        boolean spot = WellKnown.SPOT.equals(labels.get(WellKnown.CAPACITY_TYPE));
        return spot && type != null && zone != null ? new Pool(type, zone) : null;
    }
}
