package dev.nodecast.sim.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.sim.theory.ErlangC;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.FixedFleet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Poisson arrivals, exponential service and a fixed fleet: the whole world must be the M/M/c queue. */
class ErlangCWorldTest {

    private static final int SERVERS = 8;
    private static final double ARRIVALS_PER_S = 0.12;
    private static final double SERVICE_S = 60;

    private RunResult run(long seed) {
        Fixtures.Builder world = new Fixtures.Builder();
        world.horizonNs = 60 * 24 * Fixtures.HOUR;
        world.deployments = List.of(Fixtures.workers(SERVERS, 30));
        world.fleets = List.of(Fixtures.fleet(SERVERS, FixedFleet.Window.ALWAYS));
        world.jobs = () -> Fixtures.poisson(seed, 1e9 / ARRIVALS_PER_S, SERVICE_S * 1e9, 1);
        return new SimulatedWorld(world.build(), Autoscaler.NONE, Journal.NONE).run();
    }

    @Test
    void theMeanWaitIsErlangsFormula() {
        ErlangC theory = new ErlangC(SERVERS, ARRIVALS_PER_S, 1 / SERVICE_S);

        double mean = 0;
        for (long seed = 1; seed <= 5; seed++) {
            mean += run(seed).queues().getFirst().waitS().mean() / 5;
        }

        // offered load 7.2 of 8 servers: about 47 s of waiting; 5 x 930,000 jobs leave a standard error near 1 %
        assertThat(mean).isCloseTo(theory.meanWait(), within(0.04 * theory.meanWait()));
    }

    @Test
    void theGpusAreUsedAsTheOfferedLoadSays() {
        RunResult result = run(7);

        double used = result.gpuTime().usedSeconds() / result.gpuTime().boughtSeconds();

        assertThat(used).isCloseTo(0.9, within(0.01));
    }
}
