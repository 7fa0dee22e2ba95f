package dev.nodecast.sim.world;

import static dev.nodecast.sim.world.Fixtures.HOUR;
import static dev.nodecast.sim.world.Fixtures.MINUTE;
import static dev.nodecast.sim.world.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.Batching;
import dev.nodecast.sim.world.spec.Batching.Mode;
import dev.nodecast.sim.world.spec.FixedFleet;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
import dev.nodecast.sim.world.workload.JobSource;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Pods that serve several requests at once, by hand and beside what queueing theory says. */
class BatchingTest {

    private final Fixtures.Builder world = new Fixtures.Builder();

    private RunResult run(long horizonNs, int concurrency, Batching batching, Supplier<JobSource> jobs) {
        world.horizonNs = horizonNs;
        world.fleets = List.of(Fixtures.fleet(1, FixedFleet.Window.ALWAYS));
        world.deployments = List.of(Fixtures.workers(1, 30));
        world.behaviour = WorkerBehaviour.FINISH;
        world.concurrency = concurrency;
        world.batching = batching;
        world.jobs = jobs;
        return new SimulatedWorld(world.build(), Autoscaler.NONE, Journal.NONE).run();
    }

    @Test
    void aBatchBeginsWhenItIsFullAndTakesAsLongAsItsSizeSays() {
        Batching batching = new Batching(Mode.DYNAMIC, HOUR, 0.5);
        // full at 20 s with the second request; 10 s × 1.5: both end at 35 s
        RunResult result = run(
                HOUR / 2,
                2,
                batching,
                () -> Fixtures.jobs(new long[] {10 * SECOND, 10 * SECOND}, new long[] {20 * SECOND, 10 * SECOND}));
        assertThat(result.jobs().completed()).isEqualTo(2);
        assertThat(result.queues().getFirst().turnaroundS().mean()).isCloseTo((25 + 15) / 2.0, within(1e-6));
        assertThat(result.pods().jobsAtOnce()).isEqualTo(2);
    }

    @Test
    void aBatchThatIsNotFullBeginsWhenItsOldestRequestHasWaitedLongEnough() {
        Batching batching = new Batching(Mode.DYNAMIC, 4 * SECOND, 0.5);
        // the first begins at 14 s and ends at 24; the others, there since 15 and 16 s, begin then, and end at 39 s
        RunResult result = run(
                HOUR,
                4,
                batching,
                () -> Fixtures.jobs(
                        new long[] {10 * SECOND, 10 * SECOND},
                        new long[] {15 * SECOND, 10 * SECOND},
                        new long[] {16 * SECOND, 10 * SECOND}));
        assertThat(result.queues().getFirst().turnaroundS().mean()).isCloseTo((14 + 24 + 23) / 3.0, within(1e-6));
    }

    @Test
    void continuousBatchesSlowEachOtherOnlyWhileTheyAreTogether() {
        Batching batching = new Batching(Mode.CONTINUOUS, 0, 1);
        // alone until 20 s (10 of 15 s done), at half speed with the second: done at 30 s; the second has 10 s left
        // then
        RunResult result = run(
                HOUR,
                2,
                batching,
                () -> Fixtures.jobs(new long[] {10 * SECOND, 15 * SECOND}, new long[] {20 * SECOND, 15 * SECOND}));
        assertThat(result.queues().getFirst().turnaroundS().mean()).isCloseTo((20 + 20) / 2.0, within(1e-6));
        assertThat(result.jobs().lostNs()).isBetween(-10L, 10L);
    }

    /** Exponential work in c slots is a birth-death chain with death rates n / (S × slowdown(n)). */
    @Test
    void continuousBatchingIsTheBirthDeathChainOfItsSlowdowns() {
        int slots = 8;
        Batching batching = new Batching(Mode.CONTINUOUS, 0, 0.2);
        double serviceS = 10;
        double perS = 0.25;
        double term = 1;
        double sum = 1;
        double number = 0;
        for (int n = 1; n < 2000; n++) {
            int running = Math.min(n, slots);
            term *= perS * serviceS * batching.slowdown(running) / running;
            sum += term;
            number += n * term;
        }
        double turnaroundS = number / sum / perS;

        double found = 0;
        for (long seed = 1; seed <= 4; seed++) {
            long each = seed;
            RunResult result =
                    run(20 * 24 * HOUR, slots, batching, () -> Fixtures.poisson(each, 1e9 / perS, serviceS * 1e9, 1));
            found += result.queues().getFirst().turnaroundS().mean() / 4;
        }
        assertThat(found).isCloseTo(turnaroundS, within(0.03 * turnaroundS));
    }

    /** The number waiting at the ends of batches is a Markov chain (bulk service, M/D[b]/1 with batches of at most B). */
    @Test
    void dynamicBatchesOfConstantWorkHaveTheSizesOfTheBulkServiceQueue() {
        int largest = 4;
        Batching batching = new Batching(Mode.DYNAMIC, 0, 0.3);
        double serviceS = 10;
        double perS = 0.15;
        double[] left = stationary(largest, batching, serviceS * perS);
        double jobTime = 0;
        double time = 0;
        for (int n = 0; n < left.length; n++) {
            int size = Math.clamp(n, 1, largest);
            jobTime += left[n] * size * batching.slowdown(size);
            time += left[n] * batching.slowdown(size);
        }

        double found = 0;
        for (long seed = 1; seed <= 4; seed++) {
            JobSource arrivals = Fixtures.poisson(seed, 1e9 / perS, 1e9, 1);
            RunResult result =
                    run(20 * 24 * HOUR, largest, batching, () -> constantWork(arrivals, (long) (serviceS * 1e9)));
            found += result.pods().jobsAtOnce() / 4;
        }
        assertThat(found).isCloseTo(jobTime / time, within(0.02 * found));
    }

    private static double[] stationary(int largest, Batching batching, double arrivalsPerJob) {
        int states = 120;
        double[] now = new double[states];
        now[0] = 1;
        for (int step = 0; step < 3000; step++) {
            double[] next = new double[states];
            for (int n = 0; n < states; n++) {
                int size = Math.clamp(n, 1, largest);
                double mean = arrivalsPerJob * batching.slowdown(size);
                double chance = StrictMath.exp(-mean);
                for (int arrived = 0; n - size + arrived < states; arrived++) {
                    next[Math.max(0, n - size) + arrived] += now[n] * chance;
                    chance *= mean / (arrived + 1);
                    if (Math.max(0, n - size) + arrived + 1 >= states) {
                        break;
                    }
                }
            }
            now = next;
        }
        return now;
    }

    private static JobSource constantWork(JobSource arrivals, long serviceNs) {
        return new JobSource() {
            @Override
            public boolean advance() {
                return arrivals.advance();
            }

            @Override
            public long arrivalNs() {
                return arrivals.arrivalNs();
            }

            @Override
            public long serviceNs() {
                return serviceNs;
            }

            @Override
            public int queue() {
                return 0;
            }
        };
    }

    @Test
    void aPodThatStopsGivesBackTheBatchThatItGathers() {
        world.batching = new Batching(Mode.DYNAMIC, HOUR, 0.5);
        world.horizonNs = 3 * HOUR;
        world.fleets = List.of(Fixtures.fleet(1, FixedFleet.Window.ALWAYS));
        world.deployments = List.of(Fixtures.workers(1, 30));
        world.behaviour = WorkerBehaviour.FINISH;
        world.concurrency = 4;
        world.jobs = () -> Fixtures.jobs(new long[] {0, MINUTE}, new long[] {0, MINUTE});
        Autoscaler.Factory downAndUp = ports -> {
            Workload workers = new Workload("Deployment", Fixtures.WORKER);
            ports.timers().after(10 * MINUTE, () -> ports.cluster().scale(workers, 0));
            ports.timers().after(20 * MINUTE, () -> ports.cluster().scale(workers, 1));
            return _ -> {};
        };
        RunResult result = new SimulatedWorld(world.build(), downAndUp, Journal.NONE).runChecked();
        assertThat(result.jobs().completed()).isEqualTo(2);
        // an hour after they came, and 90 s of work
        assertThat(result.queues().getFirst().turnaroundS().mean()).isCloseTo(3690, within(1e-6));
    }
}
