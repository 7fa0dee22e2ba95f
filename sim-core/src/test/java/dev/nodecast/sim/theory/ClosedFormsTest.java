package dev.nodecast.sim.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ClosedFormsTest {

    @Test
    void oneServerIsTheMm1Queue() {
        // λ = 0.8, μ = 1: C = ρ, Wq = ρ/(μ-λ) = 4, W = 5, Lq = 3.2; P(W > t) = 0.8 e^-0.2t
        ErlangC queue = new ErlangC(1, 0.8, 1);

        assertThat(queue.waitProbability()).isCloseTo(0.8, within(1e-12));
        assertThat(queue.meanWait()).isCloseTo(4, within(1e-12));
        assertThat(queue.meanResponse()).isCloseTo(5, within(1e-12));
        assertThat(queue.meanQueueLength()).isCloseTo(3.2, within(1e-12));
        assertThat(queue.waitExceeds(10)).isCloseTo(0.8 * StrictMath.exp(-2), within(1e-12));
    }

    @Test
    void twoServersWorkedByHand() {
        // a = 1: B(1) = 1/2, B(2) = (1/2)/(2 + 1/2) = 1/5; C = (1/5)/(1 - 1/2·4/5) = 1/3; Wq = C/(2-1) = 1/3
        ErlangC queue = new ErlangC(2, 1, 1);

        assertThat(queue.waitProbability()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(queue.meanWait()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(queue.utilization()).isEqualTo(0.5);
    }

    @Property
    void theProbabilityOfWaitingAgreesWithErlangsSum(
            @ForAll @IntRange(min = 1, max = 100) int servers,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double utilization) {
        double load = servers * utilization;
        double term = 1;
        double sum = 0;
        for (int n = 0; n < servers; n++) {
            sum += term;
            term *= load / (n + 1);
        }
        double waiting = term / (1 - utilization);
        ErlangC queue = new ErlangC(servers, load * 3, 3);

        assertThat(queue.waitProbability()).isCloseTo(waiting / (sum + waiting), within(1e-9));
    }

    @Test
    void aThousandServersDoNotOverflow() {
        assertThat(new ErlangC(100_000, 99_900, 1).waitProbability()).isBetween(0.5, 0.8);
    }

    @Property
    void quantilesInvertTheDistributionOfTheWait(
            @ForAll @IntRange(min = 1, max = 50) int servers,
            @ForAll @DoubleRange(min = 0.05, max = 0.95) double utilization,
            @ForAll @DoubleRange(min = 0, max = 0.99) double share) {
        ErlangC queue = new ErlangC(servers, servers * utilization, 1);
        double wait = queue.waitQuantile(share);

        assertThat(queue.waitExceeds(wait)).isCloseTo(Math.min(1 - share, queue.waitProbability()), within(1e-9));
    }

    @Test
    void aQueueThatCannotKeepUpIsRefusedWithItsLimit() {
        assertThatThrownBy(() -> new ErlangC(4, 8, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an M/M/c queue of 4 servers with arrival rate 8.0 and service rate 2.0 grows without end:"
                        + " the arrival rate must be below 8.0");
        assertThatThrownBy(() -> new ErlangC(0, 1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ErlangC(1, 1, 2).waitQuantile(1))
                .hasMessage("a quantile's share must be in [0, 1), but was 1.0");
        assertThatThrownBy(() -> new PollaczekKhinchine(1, 1, 0)).hasMessageContaining("grows without end");
        assertThatThrownBy(() -> new PollaczekKhinchine(1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MachineRepair(1, 0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pollaczekAndKhinchineGiveErlangsWaitForExponentialServiceAndHalfForConstant() {
        // ρ = 0.8: exponential 4, constant 2
        assertThat(new PollaczekKhinchine(0.8, 1, 1).meanWait()).isCloseTo(4, within(1e-12));
        assertThat(new PollaczekKhinchine(0.8, 1, 0).meanWait()).isCloseTo(2, within(1e-12));
        assertThat(new PollaczekKhinchine(0.8, 1, 0).meanQueueLength()).isCloseTo(1.6, within(1e-12));
    }

    @Test
    void twoMachinesAndOneRepairerWorkedByHand() {
        // λ = μ = 1: weights 1, 2, 2·1 = 2; p = 1/5, 2/5, 2/5; down 2/5 + 4/5 = 6/5; busy 4/5;
        // failures per time 2 - 6/5 = 4/5; wait (6/5 - 4/5)/(4/5) = 1/2
        MachineRepair shop = new MachineRepair(2, 1, 1, 1);

        assertThat(shop.downProbabilities()).containsExactly(new double[] {0.2, 0.4, 0.4}, within(1e-12));
        assertThat(shop.meanDown()).isCloseTo(1.2, within(1e-12));
        assertThat(shop.meanBusyRepairers()).isCloseTo(0.8, within(1e-12));
        assertThat(shop.meanWait()).isCloseTo(0.5, within(1e-12));
    }
}
