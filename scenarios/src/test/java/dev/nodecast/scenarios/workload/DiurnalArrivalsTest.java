package dev.nodecast.scenarios.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.scenarios.trace.JobTrace;
import dev.nodecast.scenarios.trace.SharedTraces;
import dev.nodecast.scenarios.trace.Traces;
import dev.nodecast.scenarios.trace.source.JsonDocument;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.workload.ArrivalProcess;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DiurnalArrivalsTest {

    private static final long HOUR = 3_600_000_000_000L;
    private static final long YEAR = 365 * 24 * HOUR;
    private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private static ArrivalProcess arrivals(DiurnalArrivals demand) {
        return demand.arrivals(new RandomStreams(42, 0), "queue:pro", START, SEOUL);
    }

    @ParameterizedTest(name = "rate {0}/h, index of dispersion {1}")
    @CsvSource({"7, 5.4", "37, 74", "60, 150", "67, 30", "1400, 150"})
    void demandIsAsBurstyAsAskedFor(double perHour, double dispersion) {
        Dispersion measured =
                Dispersion.of(arrivals(DiurnalArrivals.of(perHour, DailyProfile.flat(), dispersion)), HOUR, 10 * YEAR);

        assertThat(measured.mean()).isCloseTo(perHour, within(perHour * .06));
        assertThat(measured.index()).isCloseTo(dispersion, within(dispersion * .3));
    }

    @Test
    void withADailyProfileTheBurstinessRemainsAfterTheHourOfDayIsTakenOut() {
        DailyProfile profile = profile("servegen-m-small");
        Dispersion measured = Dispersion.of(arrivals(DiurnalArrivals.of(67, profile, 30)), HOUR, 10 * YEAR);

        assertThat(measured.mean()).isCloseTo(67, within(3.0));
        assertThat(measured.indexWithoutPeriod(24)).isBetween(5.0, 150.0).isCloseTo(32, within(8.0));
        assertThat(measured.index()).isGreaterThan(measured.indexWithoutPeriod(24) + 2);
    }

    @Test
    void poissonArrivalsHaveADispersionOfOne() {
        Dispersion measured = Dispersion.of(arrivals(DiurnalArrivals.poisson(50)), HOUR, YEAR);
        assertThat(measured.mean()).isCloseTo(50, within(.5));
        assertThat(measured.index()).isCloseTo(1, within(.05));
    }

    @Test
    void batchesAndBurstsKeepTheRate() {
        BurstRate.Shape bursts = new BurstRate.Shape(6 * HOUR, HOUR / 2, 8);
        Dispersion batched = Dispersion.of(arrivals(DiurnalArrivals.poisson(60).withBatches(4)), HOUR, 2 * YEAR);
        Dispersion bursty = Dispersion.of(arrivals(DiurnalArrivals.poisson(60).withBursts(bursts)), HOUR, 4 * YEAR);

        // geometric batches with mean b: E[B²]/E[B] = 2b - 1 = 7
        assertThat(batched.mean()).isCloseTo(60, within(1.5));
        assertThat(batched.index()).isCloseTo(7, within(.5));
        assertThat(bursty.mean()).isCloseTo(60, within(3.0));
        assertThat(bursty.index()).isGreaterThan(10);
    }

    @Test
    void theDayBeginsAtLocalMidnight() {
        // only the hour from 9 to 10 in Seoul, which is 0 to 1 UTC
        double[] hours = new double[24];
        hours[9] = 1;
        DiurnalArrivals demand = DiurnalArrivals.of(10, DailyProfile.ofHours(hours), 1);
        ArrivalProcess process = arrivals(demand);
        for (int i = 0; i < 1000; i++) {
            assertThat(process.nextArrivalNs() % (24 * HOUR)).isBetween(0L, HOUR);
        }
    }

    @Test
    void theSkippedHourDoesNotOccurAndTheRepeatedHourOccursTwice() {
        double[] hours = new double[24];
        hours[1] = 1;
        hours[2] = 2;
        DailyProfile profile = DailyProfile.ofHours(hours);
        ZoneId newYork = ZoneId.of("America/New_York");

        // 2026-03-08: 02:00 EST becomes 03:00 EDT, so after 1 h there is nothing; the factors are 8 and 16
        assertThat(firstSteps(profile, Instant.parse("2026-03-08T06:00:00Z"), newYork))
                .containsExactly(8, 0, 0);
        // 2026-11-01: 02:00 EDT becomes 01:00 EST
        assertThat(firstSteps(profile, Instant.parse("2026-11-01T05:00:00Z"), newYork))
                .containsExactly(8, 8, 16);
        // an ordinary day, begun in the middle of an hour
        assertThat(firstSteps(profile, Instant.parse("2026-06-01T05:30:00Z"), newYork))
                .containsExactly(8, 16, 0);
    }

    private static double[] firstSteps(DailyProfile profile, Instant start, ZoneId zone) {
        DailyRate rate = new DailyRate(profile, start, zone);
        double[] factors = new double[3];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = rate.perSecond();
            rate.advance();
        }
        return factors;
    }

    @Test
    void aScenarioThatBeginsWithinAnHourChangesOnTheHour() {
        DailyRate rate = new DailyRate(DailyProfile.flat(), Instant.parse("2026-06-01T05:30:00Z"), ZoneOffset.UTC);
        assertThat(rate.nextChangeNs()).isEqualTo(HOUR / 2);
        rate.advance();
        assertThat(rate.nextChangeNs()).isEqualTo(3 * HOUR / 2);
    }

    @Test
    void weekdaysCount() {
        DailyProfile week = DailyProfile.flat().withWeekdays(1, 1, 1, 1, 1, .5, .5);
        assertThat(week.factor(DayOfWeek.MONDAY, 3)).isEqualTo(7.0 / 6);
        assertThat(week.factor(DayOfWeek.SUNDAY, 3)).isEqualTo(3.5 / 6);
        assertThatThrownBy(() -> DailyProfile.ofHours(1, 2, 3)).hasMessageContaining("expected 24 hours of 0 or more");
    }

    @Test
    void theSameSeedGivesTheSameArrivals() {
        DiurnalArrivals demand = DiurnalArrivals.of(67, profile("genai-sd"), 74);
        ArrivalProcess one = arrivals(demand);
        ArrivalProcess other = arrivals(demand);
        for (int i = 0; i < 10_000; i++) {
            assertThat(one.nextArrivalNs()).isEqualTo(other.nextArrivalNs());
        }
    }

    @Test
    void theTypedInProfilesAreTheMeasuredOnes() {
        JsonNode measured = JsonDocument.parse(TraceFile.open(SharedTraces.path("presets.json")))
                .require("/hourly_profile_mean1", "profiles");
        assertThat(WorkloadPresets.dailyProfiles()).hasSize(measured.size());
        for (Map.Entry<String, JsonNode> entry : measured.properties()) {
            for (int hour = 0; hour < 24; hour++) {
                assertThat(profile(entry.getKey()).factor(DayOfWeek.MONDAY, hour))
                        .isCloseTo(entry.getValue().get(hour).asDouble(), within(.003));
            }
        }
    }

    /** The measured index of the trace itself: 131, and 74 after the hour of day is taken out. */
    @Test
    void theDispersionOfAKnownTraceIsAsPublished() {
        JobTrace trace = Traces.read(SharedTraces.path("jobs/genai-sd.csv"), JobTrace.class)
                .trace();
        long firstHour = trace.jobs().getFirst().submitNs() / HOUR * HOUR;
        long lastHour = trace.jobs().getLast().submitNs() / HOUR * HOUR + HOUR;
        TraceArrivals arrivals = TraceArrivals.of(trace);
        Dispersion measured = Dispersion.of(
                () -> {
                    long timeNs = arrivals.nextArrivalNs();
                    return timeNs == ArrivalProcess.NEVER ? timeNs : timeNs - firstHour;
                },
                HOUR,
                lastHour - firstHour);

        assertThat(measured.index()).isCloseTo(131, within(2.0));
        assertThat(measured.indexWithoutPeriod(24)).isCloseTo(74, within(2.0));
    }

    private static DailyProfile profile(String name) {
        return Objects.requireNonNull(WorkloadPresets.dailyProfiles().get(name));
    }
}
