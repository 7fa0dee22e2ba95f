package dev.nodecast.scenarios.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.market.PriceProcess;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SpotPriceModelTest {

    private static final long DAY = 86_400_000_000_000L;
    private static final long ON_DEMAND = 1_006_000L;
    private static final int POOLS = 400;

    private final SpotPriceModel model = new SpotPriceModel(type -> ON_DEMAND, .6);

    private PriceProcess price(int pool) {
        return model.price(new RandomStreams(1, pool), "g5.xlarge", "us-east-1a");
    }

    @Test
    void halfOfThePoolsAreFlatAndTheOthersChangeFourTimesADayByAQuarterOfAPercent() {
        int flat = 0;
        long changes = 0;
        double[] steps = new double[200_000];
        for (int pool = 0; pool < POOLS; pool++) {
            PriceProcess price = price(pool);
            flat += price.nextChangeNs() == Long.MAX_VALUE ? 1 : 0;
            while (price.nextChangeNs() < 90 * DAY) {
                long before = price.priceMicroUsdPerHour();
                price.advance();
                steps[(int) changes++] = Math.abs((double) price.priceMicroUsdPerHour() / before - 1);
            }
        }
        steps = Arrays.copyOf(steps, (int) changes);
        Arrays.sort(steps);

        assertThat((double) flat / POOLS).isCloseTo(.48, within(.06));
        assertThat(changes / 90.0 / (POOLS - flat)).isCloseTo(3.8, within(.1));
        assertThat(steps[steps.length / 2]).isCloseTo(.0024, within(.0003));
        assertThat(steps[steps.length * 95 / 100]).isCloseTo(.008, within(.0008));
    }

    @Test
    void pricesStayNearTheirDiscountAndNeverAboveOnDemand() {
        double sum = 0;
        for (int pool = 0; pool < POOLS; pool++) {
            PriceProcess price = price(pool);
            while (price.nextChangeNs() < 90 * DAY) {
                price.advance();
                assertThat(price.priceMicroUsdPerHour())
                        .isBetween(ON_DEMAND / 4, ON_DEMAND)
                        .matches(micro -> micro % 100 == 0);
            }
            sum += price.priceMicroUsdPerHour();
        }
        assertThat(sum / POOLS / ON_DEMAND).isCloseTo(.4, within(.01));
    }

    @Test
    void thePriceOfOnDemandIsACeiling() {
        SpotPriceModel dear = new SpotPriceModel(type -> ON_DEMAND, 0);
        for (int pool = 0; pool < 50; pool++) {
            PriceProcess price = dear.price(new RandomStreams(2, pool), "g5.xlarge", "us-east-1a");
            while (price.nextChangeNs() < 30 * DAY) {
                price.advance();
                assertThat(price.priceMicroUsdPerHour()).isLessThanOrEqualTo(ON_DEMAND);
            }
        }
    }
}
