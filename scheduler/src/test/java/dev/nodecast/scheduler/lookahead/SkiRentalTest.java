package dev.nodecast.scheduler.lookahead;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Getting a node back costs as much as keeping it for b; nobody knows how long it will be idle. */
class SkiRentalTest {

    private static final double[] LAMBDAS = {0.1, 0.25, 0.5, 1};

    private static long optimum(long period, long b) {
        return Math.min(period, b);
    }

    @Test
    void aNodeThatIsNeededAgainSoonIsKeptAndOneThatIsNotIsGivenUpEarly() {
        long b = 300;
        // every period so far was 100: cheapest to keep for 100, which lies between 150 and 600 only from below
        assertThat(SkiRental.learned(b, new long[] {100, 100, 100}, 0.5)).isEqualTo(150);
        // 400 each time is dearer to keep through than getting it back; trusted by half
        assertThat(SkiRental.learned(b, new long[] {400, 400, 400}, 0.5)).isEqualTo(150);
        // mostly 200, now and then a long one: 3 x 200 + 200 + 300 is less than 4 x 300
        assertThat(SkiRental.learned(b, new long[] {200, 200, 200, 9_000}, 0.5)).isEqualTo(200);
        // 5 x 10 + 10 + 300 is less than 5 x 10 + 320
        assertThat(SkiRental.learned(b, new long[] {10, 10, 10, 10, 10, 320}, 0.5))
                .isEqualTo(150);
    }

    @Test
    void withoutTrustItIsTheBreakEven() {
        assertThat(SkiRental.learned(300, new long[] {1, 2, 3}, 1)).isEqualTo(SkiRental.breakEven(300));
    }

    @Test
    void theWorstPeriodForTheBreakEvenEndsRightAfterItAndCostsTwiceTheLeast() {
        long b = 300;
        assertThat(SkiRental.cost(b + 1, SkiRental.breakEven(b), b)).isEqualTo(2 * optimum(b + 1, b));
    }

    @Property
    void theBreakEvenNeverCostsMoreThanTwiceTheLeast(
            @ForAll @LongRange(max = 1_000_000) long b, @ForAll @LongRange(max = 5_000_000) long period) {
        assertThat(SkiRental.cost(period, SkiRental.breakEven(b), b)).isLessThanOrEqualTo(2 * optimum(period, b));
    }

    @Property
    void whateverWasSeenAndWhateverComesAForecastCostsAtMostItsRatioTimesTheLeast(
            @ForAll @LongRange(min = 1_000, max = 1_000_000) long b,
            @ForAll @Size(min = 1, max = 40) List<@LongRange(max = 5_000_000) Long> seen,
            @ForAll @DoubleRange(min = 0.05, max = 1) double lambda,
            @ForAll @LongRange(max = 50_000_000) long period) {
        long kept = SkiRental.learned(b, array(seen), lambda);
        for (long p : new long[] {period, kept, kept + 1}) {
            // a unit for the rounding of the limits
            assertThat((double) SkiRental.cost(p, kept, b))
                    .isLessThanOrEqualTo((1 + 1 / lambda) * optimum(p, b) + 1 / lambda + 1);
        }
    }

    @Property
    void aForecastThatIsRightCostsAtMostOnePlusLambdaTimesTheLeast(
            @ForAll @LongRange(min = 1, max = 1_000_000) long b, @ForAll @LongRange(max = 5_000_000) long period) {
        for (double lambda : LAMBDAS) {
            long kept = SkiRental.learned(b, new long[] {period, period}, lambda);
            assertThat((double) SkiRental.cost(period, kept, b))
                    .isLessThanOrEqualTo((1 + lambda) * optimum(period, b) + 1);
        }
    }

    /** It knows the rule and everything that was seen, and ends each period right after the node was given up. */
    @Property
    void anAdversaryThatWaitsForEveryNodeToGoGetsNoMoreThanTheRatio(
            @ForAll @LongRange(min = 1_000, max = 1_000_000) long b,
            @ForAll @Size(min = 1, max = 20) List<@LongRange(max = 2_000_000) Long> first) {
        for (double lambda : LAMBDAS) {
            long[] seen = array(first);
            double paid = 0;
            double least = 0;
            for (int i = 0; i < 50; i++) {
                long kept = SkiRental.learned(b, seen, lambda);
                paid += SkiRental.cost(kept + 1, kept, b);
                least += optimum(kept + 1, b);
                seen = Arrays.copyOf(seen, seen.length + 1);
                seen[seen.length - 1] = kept + 1;
            }
            assertThat(paid).isLessThanOrEqualTo((1 + 1 / lambda) * least + 50 * (1 / lambda + 1));
        }
    }

    @Property
    void noOtherTimeWouldHaveBeenCheaper(
            @ForAll @LongRange(max = 1_000) long b,
            @ForAll @Size(min = 1, max = 20) List<@LongRange(max = 3_000) Long> seen,
            @ForAll @LongRange(max = 4_000) long other) {
        long[] periods = array(seen);
        assertThat(total(periods, SkiRental.cheapest(b, periods), b)).isLessThanOrEqualTo(total(periods, other, b));
    }

    /** What the periods cost; given up at once, also a period of no length costs getting back. */
    private static long total(long[] periods, long kept, long b) {
        return Arrays.stream(periods)
                .map(p -> kept == 0 && p > 0 ? b : SkiRental.cost(p, kept, b))
                .sum();
    }

    private static long[] array(List<Long> of) {
        return of.stream().mapToLong(Long::longValue).toArray();
    }
}
