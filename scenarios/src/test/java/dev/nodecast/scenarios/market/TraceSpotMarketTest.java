package dev.nodecast.scenarios.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.scenarios.trace.CapacityTrace;
import dev.nodecast.scenarios.trace.InterruptionBand;
import dev.nodecast.scenarios.trace.PriceTrace;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.market.CapacityProcess;
import dev.nodecast.sim.world.market.HazardModel;
import dev.nodecast.sim.world.market.PriceProcess;
import org.junit.jupiter.api.Test;

class TraceSpotMarketTest {

    private final CapacityTrace trace = new CapacityTrace(new long[] {0, 10, 30}, new int[] {4, 0, 2}, 50);
    private final AdvisorSpotMarket gentle = new AdvisorSpotMarket(
            new RandomStreams(1, 0),
            AdvisorBands.all(InterruptionBand.FROM_5_TO_10),
            new SpotPriceModel(any -> 500_000L, .6));

    @Test
    void aTraceIsReplayedFromItsOffsetAndThenHolds() {
        // from 20: capacity 0, at 30 - 20 = 10: 2, for ever
        assertThat(CapacityRecording.of(new TraceCapacity(trace, 20, AfterTrace.HOLD), 100))
                .isEqualTo(new CapacityTrace(new long[] {0, 10}, new int[] {0, 2}, 100));
    }

    @Test
    void aTraceIsReplayedAgainWhenItRepeats() {
        // from 20: 0, at 10: 2, at 50 - 20 = 30 again: 4, at 40: 0, at 60: 2, at 80: 4
        assertThat(CapacityRecording.of(new TraceCapacity(trace, 20, AfterTrace.REPEAT), 85))
                .isEqualTo(new CapacityTrace(new long[] {0, 10, 30, 40, 60, 80}, new int[] {0, 2, 4, 0, 2, 4}, 85));
    }

    @Test
    void aPriceHoldsUntilTheNext() {
        PriceProcess price = new TracePrice(new PriceTrace(new long[] {5, 10, 30}, new long[] {100, 200, 300}), 12);
        assertThat(price.priceMicroUsdPerHour()).isEqualTo(200);
        assertThat(price.nextChangeNs()).isEqualTo(18);
        price.advance();
        assertThat(price.priceMicroUsdPerHour()).isEqualTo(300);
        assertThat(price.nextChangeNs()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(price::advance).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void poolsWithoutATraceComeFromTheOtherMarket() {
        TraceSpotMarket market =
                new TraceSpotMarket(gentle, AfterTrace.HOLD).withCapacity("g5.xlarge", "us-east-1a", trace, 0);

        assertThat(market.capacity("g5.xlarge", "us-east-1a").capacity()).isEqualTo(4);
        assertThat(market.hazard("g5.xlarge", "us-east-1a")).isEqualTo(HazardModel.NONE);
        assertThat(market.capacity("g5.xlarge", "us-east-1b").capacity()).isEqualTo(CapacityProcess.UNLIMITED);
        assertThat(market.hazard("g5.xlarge", "us-east-1b").maxRatePerHour())
                .isEqualTo(AdvisorRates.perHour(InterruptionBand.FROM_5_TO_10));
    }

    @Test
    void anOffsetOutsideTheTraceIsRefused() {
        assertThatThrownBy(() -> new TraceCapacity(trace, 60, AfterTrace.HOLD))
                .hasMessageContaining("found an offset of 60 ns");
    }
}
