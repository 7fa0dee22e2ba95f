package dev.nodecast.scenarios.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.scenarios.market.ResearchSpotMarket.Settings;
import dev.nodecast.scenarios.trace.CapacityTrace;
import dev.nodecast.scenarios.trace.SpellStatistics;
import dev.nodecast.sim.random.RandomStreams;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResearchSpotMarketTest {

    private static final long HOUR = 3_600_000_000_000L;
    private static final long YEARS = 20 * 365 * 24 * HOUR;
    private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");

    private static CapacityTrace run(Settings settings, int seed, String type, String zone) {
        SpotPriceModel prices = new SpotPriceModel(any -> 1_006_000L, .6);
        ResearchSpotMarket market = new ResearchSpotMarket(new RandomStreams(seed, 0), START, settings, prices);
        return CapacityRecording.of(market.capacity(type, zone), YEARS);
    }

    @ParameterizedTest
    @EnumSource(SpotPreset.class)
    void aSingleInstanceFindsCapacityAsOftenAsThePresetsDistributionsSay(SpotPreset preset) {
        double up = preset.upHours().mean();
        double down = preset.downHours().mean();
        CapacityTrace still = run(new Settings(preset, 1, 1, false), 1, "g5.xlarge", "us-east-1a");

        assertThat(still.availability()).isCloseTo(up / (up + down), within(.025));
        assertThat(still.availability()).isCloseTo(preset.availability(), within(.06));
        assertThat(run(new Settings(preset, 1, 1, true), 1, "g5.xlarge", "us-east-1a")
                        .availability())
                .isCloseTo(preset.availability(), within(.09));
    }

    @ParameterizedTest
    @EnumSource(SpotPreset.class)
    void spellsLastAboutAsLongAsInThePreset(SpotPreset preset) {
        SpellStatistics spells =
                SpellStatistics.of(run(new Settings(preset, 1, 1, false), 2, "g5.xlarge", "us-east-1a"));

        assertThat(spells.upNs().meanHours())
                .isCloseTo(preset.upHours().mean(), within(preset.upHours().mean() * .3));
        assertThat(spells.downNs().meanHours())
                .isCloseTo(preset.downHours().mean(), within(preset.downHours().mean() * .3));
        assertThat(spells.upNs().coefficientOfVariation()).isGreaterThan(1.4);
    }

    @Test
    void zonesOfARegionGoTogetherRegionsLessAndFamiliesNotAtAll() {
        Settings settings = new Settings(SpotPreset.MID_ZONE, 1, 1, false);
        CapacityTrace zoneA = run(settings, 3, "g5.xlarge", "us-east-1a");

        assertThat(phi(zoneA, run(settings, 3, "g5.xlarge", "us-east-1b"))).isCloseTo(.43, within(.06));
        assertThat(phi(zoneA, run(settings, 3, "g5.xlarge", "us-west-2a"))).isCloseTo(.14, within(.05));
        assertThat(phi(zoneA, run(settings, 3, "g4dn.xlarge", "us-east-1a"))).isCloseTo(0, within(.05));
    }

    @Test
    void aLossInOneZoneMakesOthersLikelier() {
        Settings settings = new Settings(SpotPreset.MID_ZONE, 1, 1, true);
        CapacityTrace zoneA = run(settings, 7, "g5.xlarge", "us-east-2a");
        System.out.println("LIFT " + lift(zoneA, run(settings, 7, "g5.xlarge", "us-east-2b")) + " "
                + lift(zoneA, run(settings, 7, "g5.xlarge", "us-west-2b")));
    }

    /** How much likelier a loss is within 15 min of a loss in the other pool than at any time. */
    private static double lift(CapacityTrace one, CapacityTrace other) {
        long window = HOUR / 4;
        long near = 0;
        long losses = 0;
        for (int step = 1; step < one.size(); step++) {
            if (one.capacity(step) < one.capacity(step - 1)) {
                losses++;
                near += lossWithin(other, one.timeNs(step) - window, one.timeNs(step) + window) ? 1 : 0;
            }
        }
        double byChance = 1 - Math.exp(-(double) (other.size() / 2) / YEARS * 2 * window);
        return (double) near / losses / byChance;
    }

    private static boolean lossWithin(CapacityTrace trace, long fromNs, long untilNs) {
        int step = trace.stepAt(Math.max(0, fromNs));
        while (step + 1 < trace.size() && trace.timeNs(step + 1) <= untilNs) {
            step++;
            if (trace.capacity(step) < trace.capacity(step - 1)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void availabilityDiffersFromDayToDayAsInTheTraces() {
        for (SpotPreset p : SpotPreset.values())
            System.out.println(p + " sd "
                    + dailyDeviation(run(new Settings(p, 1, 1, true), 4, "g5.xlarge", "us-west-2a")) + " still "
                    + dailyDeviation(run(new Settings(p, 1, 1, false), 4, "g5.xlarge", "us-west-2a")) + " avail "
                    + run(new Settings(p, 1, 1, true), 4, "g5.xlarge", "us-west-2a")
                            .availability());
        assertThat(dailyDeviation(run(new Settings(SpotPreset.GOOD_ZONE, 1, 1, true), 4, "g5.xlarge", "us-west-2a")))
                .isBetween(.12, .30);
        assertThat(dailyDeviation(run(new Settings(SpotPreset.MID_ZONE, 1, 1, true), 4, "g5.xlarge", "us-east-2a")))
                .isBetween(.15, .36);
    }

    /** Traces: mean 1.5 (Bamboo g4dn) to 10.2 (probes of 16), largest a third to all of the pool. */
    @ParameterizedTest
    @EnumSource(SpotPreset.class)
    void poolsLoseInstancesInBatches(SpotPreset preset) {
        CapacityTrace pool = run(Settings.of(preset, 16), 5, "g5.xlarge", "us-west-2a");
        long lost = 0;
        long falls = 0;
        int largest = 0;
        for (int step = 1; step < pool.size(); step++) {
            int fall = pool.capacity(step - 1) - pool.capacity(step);
            if (fall > 0) {
                lost += fall;
                falls++;
                largest = Math.max(largest, fall);
            }
        }
        assertThat(pool.maxCapacity()).isEqualTo(16);
        assertThat((double) lost / falls).isBetween(1.5, 10.2);
        System.out.println(preset + " mean batch " + (double) lost / falls + " largest " + largest);
        assertThat(largest).isGreaterThanOrEqualTo(16 / 3);
    }

    @Test
    void theSameSeedGivesTheSameMarketWhateverElseIsAsked() {
        Settings settings = Settings.of(SpotPreset.SCARCE_ZONE, 8);
        SpotPriceModel prices = new SpotPriceModel(any -> 526_000L, .6);
        ResearchSpotMarket market = new ResearchSpotMarket(new RandomStreams(6, 1), START, settings, prices);
        ResearchSpotMarket other = new ResearchSpotMarket(new RandomStreams(6, 1), START, settings, prices);
        other.capacity("p3.2xlarge", "us-east-1b");
        other.price("g5.xlarge", "us-east-1a");

        assertThat(CapacityRecording.of(market.capacity("g5.xlarge", "us-east-1a"), 1000 * HOUR))
                .isEqualTo(CapacityRecording.of(other.capacity("g5.xlarge", "us-east-1a"), 1000 * HOUR));
    }

    private static double phi(CapacityTrace one, CapacityTrace other) {
        long both = 0;
        long first = 0;
        long second = 0;
        long all = 0;
        for (long t = 0; t < YEARS; t += HOUR / 4) {
            boolean a = one.capacityAt(t) > 0;
            boolean b = other.capacityAt(t) > 0;
            both += a && b ? 1 : 0;
            first += a ? 1 : 0;
            second += b ? 1 : 0;
            all++;
        }
        double p = (double) first / all;
        double q = (double) second / all;
        return ((double) both / all - p * q) / Math.sqrt(p * (1 - p) * q * (1 - q));
    }

    private static double dailyDeviation(CapacityTrace trace) {
        int days = 365;
        double sum = 0;
        double squares = 0;
        for (int day = 0; day < days; day++) {
            int up = 0;
            for (int quarter = 0; quarter < 96; quarter++) {
                up += trace.capacityAt(day * 24 * HOUR + quarter * HOUR / 4) > 0 ? 1 : 0;
            }
            sum += up / 96.0;
            squares += up / 96.0 * (up / 96.0);
        }
        return Math.sqrt(squares / days - sum / days * (sum / days));
    }
}
