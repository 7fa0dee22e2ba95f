package dev.nodecast.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.stats.ConfidenceInterval;
import dev.nodecast.sim.stats.Tally;
import dev.nodecast.sim.theory.ErlangC;
import dev.nodecast.sim.theory.MachineRepair;
import dev.nodecast.sim.theory.PollaczekKhinchine;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The engine against queueing theory. Each case runs replications and asks two things of the 99.9 % interval of its mean:
 * that it covers the closed form, and that it is narrow, so that a wrong engine would be found. One right case in a thousand
 * would miss; seeds are fixed, so those that pass keep passing.
 */
class TextbookModelsTest {

    private static final long SEED = 20_261_001;
    private static final int REPLICATIONS = 30;
    private static final double CONFIDENCE = 0.999;

    @Test
    void mm1() {
        // λ = 0.8, μ = 1: Wq = ρ/(μ-λ) = 4, Lq = λ Wq = 3.2, ρ = 0.8
        Distribution service = Distribution.exponential(1);
        expect(4.0, 0.05, run(1, 0.8, service, model -> model.waits().mean()));
        expect(3.2, 0.05, run(1, 0.8, service, QueueModel::averageQueueLength));
        expect(0.8, 0.005, run(1, 0.8, service, QueueModel::averageBusy));
    }

    @ParameterizedTest
    @CsvSource({"2, 1.5", "5, 4", "20, 18", "50, 45"})
    void mmc(int servers, double arrivalRate) {
        ErlangC theory = new ErlangC(servers, arrivalRate, 1);
        Distribution service = Distribution.exponential(1);
        expect(
                theory.meanWait(),
                0.12,
                run(servers, arrivalRate, service, model -> model.waits().mean()));
        expect(theory.meanQueueLength(), 0.12, run(servers, arrivalRate, service, QueueModel::averageQueueLength));
        expect(theory.offeredLoad(), 0.01, run(servers, arrivalRate, service, QueueModel::averageBusy));
    }

    @Test
    void mg1WithConstantService() {
        expectPollaczekKhinchine(Distribution.constant(1), 0);
    }

    @Test
    void mg1WithGammaService() {
        // shape 4, scale 1/4: mean 1, variance 4/16
        expectPollaczekKhinchine(Distribution.gamma(4, 0.25), 0.25);
    }

    @Test
    void mg1WithLognormalService() {
        // mean 1 needs the median e^(-σ²/2); variance e^(σ²)-1
        double sigma = 0.8;
        Distribution service = Distribution.lognormal(StrictMath.exp(-sigma * sigma / 2), sigma);
        expectPollaczekKhinchine(service, StrictMath.exp(sigma * sigma) - 1);
    }

    @ParameterizedTest
    @CsvSource({"10, 1, 20, 3", "30, 3, 10, 1.2", "5, 5, 4, 2"})
    void machineRepair(int machines, int repairers, double lifeSeconds, double repairSeconds) {
        MachineRepair theory = new MachineRepair(machines, repairers, 1 / lifeSeconds, 1 / repairSeconds);
        Tally down = new Tally();
        Tally waits = new Tally();
        for (int replication = 0; replication < REPLICATIONS; replication++) {
            double[] means = {lifeSeconds, repairSeconds};
            RandomStreams streams = new RandomStreams(SEED, replication);
            MachineRepairModel model = new MachineRepairModel(machines, repairers, means, streams);
            model.run(100_000);
            down.add(model.averageDown());
            waits.add(model.meanWait());
        }
        expect(theory.meanDown(), 0.02, ConfidenceInterval.of(down, CONFIDENCE));
        if (repairers < machines) {
            expect(theory.meanWait(), 0.05, ConfidenceInterval.of(waits, CONFIDENCE));
        } else {
            assertThat(waits.max()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.15", "0.95, 0.1", "0.99, 0.1"})
    void theQuantilesOfTheWaitAreErlangs(double share, double relativeHalfWidthMax) {
        ErlangC theory = new ErlangC(5, 4, 1);
        ConfidenceInterval simulated = run(
                5,
                4,
                Distribution.exponential(1),
                model -> model.waitQuantiles().quantile(share));
        expect(theory.waitQuantile(share), relativeHalfWidthMax, simulated);
    }

    private static void expectPollaczekKhinchine(Distribution service, double variance) {
        PollaczekKhinchine theory = new PollaczekKhinchine(0.7, 1, variance);
        expect(
                theory.meanWait(),
                0.06,
                run(1, 0.7, service, model -> model.waits().mean()));
        expect(theory.meanQueueLength(), 0.06, run(1, 0.7, service, QueueModel::averageQueueLength));
        expect(theory.utilization(), 0.01, run(1, 0.7, service, QueueModel::averageBusy));
    }

    private static ConfidenceInterval run(
            int servers, double arrivalRate, Distribution service, ToDoubleFunction<QueueModel> result) {
        Tally results = new Tally();
        for (int replication = 0; replication < REPLICATIONS; replication++) {
            QueueModel model = new QueueModel(servers, arrivalRate, service, new RandomStreams(SEED, replication));
            model.run(2_000, 60_000 / arrivalRate);
            results.add(result.applyAsDouble(model));
        }
        return ConfidenceInterval.of(results, CONFIDENCE);
    }

    private static void expect(double theory, double relativeHalfWidthMax, ConfidenceInterval simulated) {
        assertThat(simulated.halfWidth() / theory).as("%s is narrow", simulated).isLessThan(relativeHalfWidthMax);
        assertThat(simulated.contains(theory))
                .as("%s covers %s", simulated, theory)
                .isTrue();
    }
}
