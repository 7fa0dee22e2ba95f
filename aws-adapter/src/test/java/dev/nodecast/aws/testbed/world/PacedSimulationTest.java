package dev.nodecast.aws.testbed.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A simulation in the wall's time. */
class PacedSimulationTest {

    private static final long HOUR_NS = 3_600_000_000_000L;

    @Test
    void anHourPassesInAFractionOfASecondWhereItIsFast() throws InterruptedException {
        CountDownLatch happened = new CountDownLatch(1);
        try (PacedSimulation paced = new PacedSimulation(100_000)) {
            paced.simulation().schedule(HOUR_NS, happened::countDown);
            paced.start();
            assertThat(happened.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(paced.call(() -> paced.simulation().now())).isGreaterThanOrEqualTo(HOUR_NS);
        }
    }

    @Test
    void whatAQuestionThrowsComesBack() {
        try (PacedSimulation paced = new PacedSimulation(1).start()) {
            assertThatThrownBy(() -> paced.call(() -> {
                        throw new IllegalArgumentException("no");
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no");
            assertThat(paced.call(() -> "still there")).isEqualTo("still there");
        }
    }

    @Test
    void afterItsEndNobodyWaitsForAnAnswer() {
        PacedSimulation paced = new PacedSimulation(1).start();
        paced.close();
        assertThatThrownBy(() -> paced.call(() -> "nobody")).hasMessageContaining("stopped");
    }

    @Test
    void aSpeedThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new PacedSimulation(0)).hasMessageContaining("found 0.0");
        assertThatThrownBy(() -> new PacedSimulation(Double.NaN)).hasMessageContaining("found NaN");
    }
}
