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
    private static final long YEARS = 10 * 365 * 24L * HOUR;
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

    /** Traces: phi .43 within a region, .14 across; a loss within 15 min of another 2.9 and 1.2 times as likely. */
    @Test
    void zonesOfARegionGoTogetherRegionsLessAndFamiliesNotAtAll() {
        Settings settings = new Settings(SpotPreset.MID_ZONE, 1, 1, true);
        int pairs = 16;
        double[] phi = new double[3];
        double[] lift = new double[3];
        for (int seed = 0; seed < pairs; seed++) {
            CapacityTrace zoneA = run(settings, seed, "g5.xlarge", "us-east-1a");
            CapacityTrace[] others = {
                run(settings, seed, "g5.xlarge", "us-east-1b"),
                run(settings, seed, "g5.xlarge", "us-west-2a"),
                run(settings, seed, "g4dn.xlarge", "us-east-1a")
            };
            for (int i = 0; i < others.length; i++) {
                phi[i] += phi(zoneA, others[i]) / pairs;
                lift[i] += lift(zoneA, others[i]) / pairs;
            }
        }
        assertThat(phi[0]).as("same region").isCloseTo(.43, within(.04));
        assertThat(phi[1]).as("other region").isCloseTo(.14, within(.04));
        assertThat(phi[2]).as("other family").isCloseTo(0, within(.03));
        assertThat(lift[0]).as("lift in the same region").isCloseTo(2.9, within(1.0));
        assertThat(lift[1]).as("lift in another region").isCloseTo(1.2, within(.6));
        assertThat(lift[2]).as("lift in another family").isCloseTo(1, within(.1));
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
        double byChance = 1 - Math.exp(-.5 * other.size() / YEARS * 2 * window);
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
        for (SpotPreset preset : SpotPreset.values()) {
            CapacityTrace trace = run(new Settings(preset, 1, 1, true), 4, "g5.xlarge", "us-west-2a");
            assertThat(dailyDeviation(trace)).as(preset.id()).isBetween(.14, .27);
        }
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
        assertThat(largest).isGreaterThanOrEqualTo(6);
    }

    @Test
    void everyStepChangesTheCapacity() {
        SpotPriceModel prices = new SpotPriceModel(any -> 526_000L, .6);
        var process = new ResearchSpotMarket(
                        new RandomStreams(8, 0), START, Settings.of(SpotPreset.CPU_R5, 200), prices)
                .capacity("r5.16xlarge", "us-east-1a");
        long timeNs = 0;
        for (int i = 0; i < 10_000; i++) {
            int before = process.capacity();
            assertThat(process.nextChangeNs()).isGreaterThan(timeNs);
            timeNs = process.nextChangeNs();
            process.advance();
            assertThat(process.capacity()).isNotEqualTo(before).isBetween(0, 200);
        }
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
                up += trace.capacityAt(day * 24L * HOUR + quarter * HOUR / 4) > 0 ? 1 : 0;
            }
            sum += up / 96.0;
            squares += up / 96.0 * (up / 96.0);
        }
        return Math.sqrt(squares / days - sum / days * (sum / days));
    }
}
