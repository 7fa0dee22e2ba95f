package dev.nodecast.scenarios.market;

import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.market.CapacityProcess;
import dev.nodecast.sim.world.market.HazardModel;
import dev.nodecast.sim.world.market.PriceProcess;
import dev.nodecast.sim.world.market.SpotMarket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The harsh market of research traces: capacity of each pool comes and goes in spells of minutes to hours ({@link
 * SpotPreset}), correlated across the zones of a region (phi .43) and across regions (.14), independent between
 * instance families, better on some days and at some hours, and lost in batches. All interruptions come from falling
 * capacity; there is no hazard besides.
 *
 * <p>A pool is a set of blocks of one to a few instances. Each block follows its pool's process, its region's, and a
 * global one of the instance family for fixed shares of the time, so that the falls of blocks coincide as often as in
 * the traces. It chases single launches of scarce GPUs: with {@link AdvisorSpotMarket} interruptions are 100 to 10,000
 * times rarer.
 */
public final class ResearchSpotMarket implements SpotMarket {

    /**
     * Gives two zones of a region the phi of .43 that was measured on nine zones over 45.5 days: lags take some
     * of it away, and the tide that they share adds some.
     */
    private static final double COUPLING_TO_REGION = .47;

    /** Gives zones of two regions the measured phi of .14. */
    private static final double COUPLING_TO_WORLD = .33;

    /**
     * Each pool follows its region with a lag of its own of up to this. A loss in one zone makes one in another zone
     * of the region within 15 minutes 2.9 times as likely in the traces; without lags it would be 6 times.
     */
    private static final long REGION_LAG_NS_MAX = Duration.ofHours(1).toNanos();

    /** Each region follows the world with a lag of its own; losses in two regions coincide only 1.2 times as often. */
    private static final long WORLD_LAG_NS_MAX = Duration.ofHours(4).toNanos();

    /**
     * Phi between two blocks of a pool: a little more than between zones. It decides how many blocks fall together;
     * with single-instance blocks a fleet of 16 loses 2.4 at once on average, where traces have 1.5 (g4dn fleets) to
     * 10 (probes of 16).
     */
    static final double PHI_SAME_POOL = .45;

    /** Spread of the day's factor; gives daily availability the standard deviation of .15 to .27 that traces show. */
    private static final double DAY_SIGMA = .5;

    private final RandomStreams streams;
    private final Instant start;
    private final Settings settings;
    private final SpotPriceModel prices;

    /**
     * What kind of market it is.
     *
     * @param preset spells of a pool
     * @param poolSize how many instances a pool can hold when it has capacity
     * @param meanBatch mean size of a block, 1 for single instances; fleets in traces lost 1.5 to 10 at once
     * @param tides whether days and hours differ; without, spells have exactly the preset's distributions
     */
    public record Settings(SpotPreset preset, int poolSize, double meanBatch, boolean tides) {

        public Settings {
            if (poolSize < 1 || poolSize > 100_000 || !(meanBatch >= 1)) {
                throw new IllegalArgumentException("found a pool of " + poolSize + " instances lost in batches of "
                        + meanBatch + "; expected 1 to 100000 instances and batches of 1 or more");
            }
        }

        /** A pool of {@code poolSize} made of single instances that fall together now and then, and tides. */
        public static Settings of(SpotPreset preset, int poolSize) {
            return new Settings(preset, poolSize, 1, true);
        }
    }

    /**
     * @param streams randomness of the replication
     * @param start when time 0 is
     * @param settings kind of market
     * @param prices model of the prices
     */
    public ResearchSpotMarket(RandomStreams streams, Instant start, Settings settings, SpotPriceModel prices) {
        this.streams = streams;
        this.start = start;
        this.settings = settings;
        this.prices = prices;
    }

    @Override
    public CapacityProcess capacity(String instanceType, String zone) {
        String pool = instanceType + "/" + zone;
        String family = Pools.family(instanceType);
        String region = family + "/" + Pools.region(zone);
        OnOffProcess world = lagging(spells(family, family), region, WORLD_LAG_NS_MAX);
        OnOffProcess regional = coupled(spells(region, region), world, COUPLING_TO_WORLD, region);
        OnOffProcess squeeze = lagging(regional, pool, REGION_LAG_NS_MAX);
        OnOffProcess pooled = coupled(spells(pool, region), squeeze, COUPLING_TO_REGION, pool);
        int[] sizes = blockSizes(pool);
        if (sizes.length == 1) {
            return new BlockCapacity(List.of(pooled), sizes);
        }
        List<OnOffProcess> blocks = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            String block = pool + "/" + i;
            blocks.add(coupled(spells(block, region), pooled, PHI_SAME_POOL, block));
        }
        return new BlockCapacity(blocks, sizes);
    }

    private OnOffProcess lagging(OnOffProcess source, String entity, long lagNsMax) {
        return new DelayedProcess(
                source, (long) (streams.stream("market.lag", entity).nextDouble() * lagNsMax));
    }

    private OnOffProcess coupled(OnOffProcess own, OnOffProcess parent, double phi, String entity) {
        return CoupledProcess.of(own, parent, Math.sqrt(phi), streams.stream("market.coupling", entity));
    }

    private OnOffProcess spells(String entity, String tideOf) {
        SpotPreset preset = settings.preset();
        Tide tide = settings.tides()
                ? new Tide(streams.family("market.day/" + tideOf), start, DAY_SIGMA, preset.hourAmplitude())
                : Tide.STILL;
        return new AlternatingSpells(
                preset.upHours(), preset.downHours(), tide, streams.stream("market.capacity", entity));
    }

    /** Geometric sizes with the wanted mean, until the pool is full; a pool of one instance is one block. */
    private int[] blockSizes(String pool) {
        RandomStream stream = streams.stream("market.blocks", pool);
        List<Integer> sizes = new ArrayList<>();
        for (int left = settings.poolSize(); left > 0; ) {
            int size = 1;
            while (size < left && stream.nextDouble() > 1 / settings.meanBatch()) {
                size++;
            }
            sizes.add(size);
            left -= size;
        }
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public PriceProcess price(String instanceType, String zone) {
        return prices.price(streams, instanceType, zone);
    }

    @Override
    public HazardModel hazard(String instanceType, String zone) {
        return HazardModel.NONE;
    }
}
