package dev.nodecast.scenarios.resolve;

import dev.nodecast.scenarios.file.SpotFile;
import dev.nodecast.scenarios.market.AdvisorSpotMarket;
import dev.nodecast.scenarios.market.AfterTrace;
import dev.nodecast.scenarios.market.ResearchSpotMarket;
import dev.nodecast.scenarios.market.SpotPreset;
import dev.nodecast.scenarios.market.SpotPriceModel;
import dev.nodecast.scenarios.market.TraceSpotMarket;
import dev.nodecast.scenarios.trace.CapacityTrace;
import dev.nodecast.scenarios.trace.InterruptionBand;
import dev.nodecast.scenarios.trace.PoolKey;
import dev.nodecast.scenarios.trace.PriceHistory;
import dev.nodecast.scenarios.trace.PriceTrace;
import dev.nodecast.scheduler.catalog.Price;
import dev.nodecast.scheduler.catalog.PriceBook;
import dev.nodecast.scheduler.catalog.RegionalOffer;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.market.CapacityProcess;
import dev.nodecast.sim.world.market.HazardModel;
import dev.nodecast.sim.world.market.PriceProcess;
import dev.nodecast.sim.world.market.SpotMarket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The spot market: a model of capacity and interruptions, a model of prices, and traces over both. */
final class MarketMapping {

    private final Scenario scenario;
    private final SpotFile spot;
    private final PriceBook prices;

    MarketMapping(Scenario scenario) {
        this.scenario = scenario;
        this.spot = scenario.file().spot();
        this.prices = scenario.prices();
    }

    SpotMarket market(RandomStreams streams) {
        SpotMarket model = model(streams);
        SpotMarket priced = spot.prices() == SpotFile.Prices.CATALOGUE ? withCataloguePrices(model) : model;
        return withPriceHistory(withCapacityTraces(priced));
    }

    private SpotMarket model(RandomStreams streams) {
        SpotPriceModel drifting = new SpotPriceModel(this::onDemandMicroUsd, spot.discount());
        return switch (spot.market()) {
            case CALM, ADVISOR -> new AdvisorSpotMarket(streams, (region, type) -> band(type), drifting);
            case GOOD_ZONE -> research(streams, SpotPreset.GOOD_ZONE, drifting);
            case MID_ZONE -> research(streams, SpotPreset.MID_ZONE, drifting);
            case SCARCE_ZONE -> research(streams, SpotPreset.SCARCE_ZONE, drifting);
            case SCARCE_8GPU -> research(streams, SpotPreset.SCARCE_8GPU, drifting);
            case CPU_R5 -> research(streams, SpotPreset.CPU_R5, drifting);
        };
    }

    private SpotMarket research(RandomStreams streams, SpotPreset preset, SpotPriceModel drifting) {
        return new ResearchSpotMarket(
                streams,
                scenario.start(),
                new ResearchSpotMarket.Settings(preset, spot.poolSize(), spot.meanBatch(), spot.tides()),
                drifting);
    }

    /** The catalogue's band of June 2025; the highest where the advisor does not list the type. */
    private InterruptionBand band(String instanceType) {
        return prices.catalogue()
                .offer(instanceType)
                .map(RegionalOffer::interruptionBand)
                .flatMap(band -> InterruptionBand.ofIndex(band.ordinal()))
                .orElse(InterruptionBand.ABOVE_20);
    }

    private long onDemandMicroUsd(String instanceType) {
        List<String> zones = prices.zones(instanceType);
        return zones.stream()
                .flatMap(zone -> prices.price(instanceType, zone, WellKnown.ON_DEMAND).stream())
                .mapToLong(Price::microUsd)
                .findFirst()
                .orElse(0);
    }

    private SpotMarket withCataloguePrices(SpotMarket model) {
        boolean calm = spot.market() == SpotFile.Market.CALM;
        return new SpotMarket() {
            @Override
            public CapacityProcess capacity(String instanceType, String zone) {
                return model.capacity(instanceType, zone);
            }

            @Override
            public PriceProcess price(String instanceType, String zone) {
                return prices.price(instanceType, zone, WellKnown.SPOT)
                        .map(price -> PriceProcess.constant(price.microUsd()))
                        .orElseGet(() -> model.price(instanceType, zone));
            }

            @Override
            public HazardModel hazard(String instanceType, String zone) {
                return calm ? HazardModel.NONE : model.hazard(instanceType, zone);
            }
        };
    }

    private SpotMarket withCapacityTraces(SpotMarket otherwise) {
        if (scenario.traces().capacities().isEmpty()) {
            return otherwise;
        }
        SpotMarket market = otherwise;
        for (TraceInputs.Capacity capacity : scenario.traces().capacities()) {
            TraceSpotMarket replayed =
                    new TraceSpotMarket(market, capacity.use().afterwards());
            CapacityTrace trace = multiplied(capacity.trace(), capacity.use().multiply());
            long skipNs = capacity.use().skip().toNanos();
            for (String type : capacity.use().instanceTypes().isEmpty()
                    ? prices.types().keySet()
                    : capacity.use().instanceTypes()) {
                prices.zones(type).stream()
                        .filter(zone -> capacity.use().zones().isEmpty()
                                || capacity.use().zones().contains(zone))
                        .forEach(zone -> replayed.withCapacity(type, zone, trace, skipNs));
            }
            market = replayed;
        }
        return market;
    }

    private static CapacityTrace multiplied(CapacityTrace trace, int factor) {
        long[] timesNs = new long[trace.size()];
        int[] capacities = new int[trace.size()];
        for (int i = 0; i < trace.size(); i++) {
            timesNs[i] = trace.timeNs(i);
            capacities[i] = Math.multiplyExact(trace.capacity(i), factor);
        }
        return new CapacityTrace(timesNs, capacities, trace.durationNs());
    }

    private SpotMarket withPriceHistory(SpotMarket otherwise) {
        SpotMarket market = otherwise;
        for (PriceHistory history : scenario.traces().prices()) {
            TraceSpotMarket replayed = new TraceSpotMarket(market, AfterTrace.HOLD);
            long offsetNs = offset(history).orElse(0L);
            for (Map.Entry<PoolKey, PriceTrace> pool : history.series().entrySet()) {
                if (pool.getKey().product().equals(PoolKey.LINUX)) {
                    replayed.withPrice(
                            pool.getKey().instanceType(), pool.getKey().zone(), pool.getValue(), offsetNs);
                }
            }
            market = replayed;
        }
        return market;
    }

    /** Where the scenario's start lies within the history; a history of other times is replayed from its beginning. */
    private Optional<Long> offset(PriceHistory history) {
        Duration since = Duration.between(history.start(), scenario.start());
        return since.isNegative() || since.toDays() > 366 ? Optional.empty() : Optional.of(since.toNanos());
    }
}
