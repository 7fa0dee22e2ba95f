package dev.nodecast.sim.world;

import static dev.nodecast.sim.world.Fixtures.HOUR;
import static dev.nodecast.sim.world.Fixtures.MINUTE;
import static dev.nodecast.sim.world.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.measure.RunResult.Troubles;
import dev.nodecast.sim.world.spec.FixedFleet;
import dev.nodecast.sim.world.spec.TaskBehaviour;
import dev.nodecast.sim.world.spec.TaskBehaviour.OnSoftLimit;
import dev.nodecast.sim.world.spec.TaskBehaviour.Retries;
import dev.nodecast.sim.world.spec.TaskBehaviour.TimeLimits;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
import dev.nodecast.sim.world.spec.WorkerBehaviour.Delivery;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Celery on Redis: what happens to a message whose execution does not simply end. */
class RetriesAndRedeliveryTest {

    private static final TimeLimits NO_LIMITS = TimeLimits.NONE;

    private final Fixtures.Builder world = new Fixtures.Builder();

    private RunResult run(int workers, long[]... jobs) {
        return run(workers, _ -> _ -> {}, jobs);
    }

    private RunResult run(int workers, Autoscaler.Factory events, long[]... jobs) {
        world.horizonNs = Math.max(world.horizonNs, 350 * MINUTE);
        world.fleets = List.of(Fixtures.fleet(workers, FixedFleet.Window.ALWAYS));
        world.deployments = List.of(Fixtures.workers(workers, 30));
        world.jobs = () -> Fixtures.jobs(jobs);
        return new SimulatedWorld(world.build(), events, Journal.NONE).runChecked();
    }

    private void tasks(double failure, double lost, Retries retries, TimeLimits limits) {
        world.tasks = List.of(new TaskBehaviour(failure, lost, retries, limits));
    }

    private static Autoscaler.Factory scaled(long atNs, int replicas) {
        return ports -> {
            ports.timers()
                    .after(atNs, () -> ports.cluster().scale(new Workload("Deployment", Fixtures.WORKER), replicas));
            return _ -> {};
        };
    }

    @Test
    void aJobLongerThanTheVisibilityTimeoutIsExecutedAgainAndAgainAndCountedOnce() {
        world.behaviour = WorkerBehaviour.FINISH;
        RunResult result = run(2, new long[] {0, 90 * MINUTE});
        // every execution is overdue before it ends: one begins at each full hour, and takes 90 minutes, for ever
        assertThat(result.jobs().completed()).isEqualTo(1);
        assertThat(result.queues().getFirst().turnaroundS().mean()).isCloseTo(5400, within(1.0));
        assertThat(result.jobs().redelivered()).isEqualTo(5);
        Troubles troubles = result.jobs().troubles();
        assertThat(troubles.duplicated()).isEqualTo(5);
        assertThat(troubles.duplicateNs()).isEqualTo(4 * 90 * MINUTE); // the last one is still at work
        assertThat(troubles.duplicates()).isEqualTo(1);
        assertThat(result.jobs().lostNs()).isEqualTo(troubles.duplicateNs());
    }

    @Test
    void aTimeoutThatIsLongerThanEveryJobRepairsIt() {
        world.behaviour = WorkerBehaviour.FINISH.withRedelivery(true, 2 * HOUR);
        RunResult result = run(2, new long[] {0, 90 * MINUTE});
        assertThat(result.jobs().troubles()).isEqualTo(Troubles.NONE);
        assertThat(result.jobs().lostNs()).isZero();
    }

    @Test
    void aPrefetchedJobIsOverdueThoughNobodyHasBegunIt() {
        world.behaviour = WorkerBehaviour.FINISH.withRedelivery(true, 30 * MINUTE);
        world.prefetch = 1;
        // the second job is held from 0, begun at 25 and overdue at 30 min; what comes back then is held from 30 and
        // begun at
        // 50 min, and so on, until the execution that is begun at 125 and overdue at 150 min ends in time
        RunResult result = run(1, new long[] {0, 25 * MINUTE}, new long[] {0, 25 * MINUTE});
        assertThat(result.jobs().completed()).isEqualTo(2);
        assertThat(result.jobs().troubles().duplicated()).isEqualTo(4);
        assertThat(result.jobs().troubles().duplicateNs()).isEqualTo(4 * 25 * MINUTE);
    }

    @Test
    void acknowledgedEarlyAJobIsNeitherRepeatedNorSaved() {
        world.behaviour = WorkerBehaviour.FINISH.with(new Delivery(false, false, 0));
        assertThat(run(2, new long[] {0, 90 * MINUTE}).jobs().troubles()).isEqualTo(Troubles.NONE);
        // its pod is told to stop at 10 min and killed 30 s later
        RunResult killed = run(1, scaled(10 * MINUTE, 0), new long[] {0, 90 * MINUTE});
        assertThat(killed.jobs().troubles().failed()).isEqualTo(1);
        assertThat(killed.jobs().unfinished()).isZero();
    }

    @Test
    void overdueMessagesWaitForAWorkerThatLooks() {
        world.behaviour =
                WorkerBehaviour.FINISH.withRedelivery(true, 10 * MINUTE).with(new Delivery(true, false, 100 * SECOND));
        Autoscaler.Factory downAndUp = ports -> {
            Workload workload = new Workload("Deployment", Fixtures.WORKER);
            ports.timers().after(MINUTE, () -> ports.cluster().scale(workload, 0));
            ports.timers().after(60 * MINUTE, () -> ports.cluster().scale(workload, 1));
            return _ -> {};
        };
        // killed at 1:30, overdue at 10:00, but there is no worker until 60:00: then it is found and done
        RunResult result = run(1, downAndUp, new long[] {0, 5 * MINUTE});
        assertThat(result.jobs().redelivered()).isEqualTo(1);
        assertThat(result.queues().getFirst().turnaroundS().mean()).isCloseTo(3900, within(2.0));
    }

    @Test
    void workersLookForOverdueMessagesOnlyNowAndThen() {
        world.behaviour =
                WorkerBehaviour.FINISH.withRedelivery(true, 250 * SECOND).with(new Delivery(true, false, 100 * SECOND));
        world.horizonNs = 350 * MINUTE;
        // overdue at 250 s, found at 300 s, when the duplicate begins, which is found at 600 s, and so on: 70 times in
        // 21,000 s
        RunResult result = run(2, new long[] {0, 400 * SECOND});
        assertThat(result.jobs().troubles().duplicated()).isEqualTo(70);
        assertThat(result.jobs().troubles().duplicateNs()).isEqualTo(68 * 400 * SECOND);
    }

    @Test
    void retriesWaitTwiceAsLongEachTimeAndThenTheJobHasFailed() {
        world.behaviour = WorkerBehaviour.FINISH;
        tasks(1, 0, new Retries(3, 10 * SECOND, HOUR, false), NO_LIMITS);
        RunResult result = run(1, new long[] {0, SECOND});
        Troubles troubles = result.jobs().troubles();
        assertThat(troubles.failedExecutions()).isEqualTo(4);
        assertThat(troubles.retried()).isEqualTo(3);
        assertThat(troubles.failed()).isEqualTo(1);
        assertThat(result.jobs().completed()).isZero();
    }

    @Test
    void theBackOffIsBoundedAndItsJitterIsOfWholeSeconds() {
        Retries retries = new Retries(99, 10 * SECOND, 600 * SECOND, false);
        var random = new dev.nodecast.sim.random.RandomStreams(1, 0).stream("jitter");
        assertThat(List.of(0, 1, 2, 5, 6, 98).stream().map(r -> retries.countdownNs(r, random) / SECOND))
                .containsExactly(10L, 20L, 40L, 320L, 600L, 600L);
        Retries jittered = new Retries(99, 10 * SECOND, 600 * SECOND, true);
        double mean = 0;
        for (int i = 0; i < 10_000; i++) {
            long seconds = jittered.countdownNs(1, random) / SECOND;
            assertThat(seconds).isBetween(0L, 20L);
            mean += seconds / 10_000.0;
        }
        assertThat(mean).isCloseTo(10, within(0.2));
    }

    @Test
    void aRetryThatWaitsLongerThanTheVisibilityTimeoutIsExecutedManyTimes() {
        world.behaviour = WorkerBehaviour.FINISH.withRedelivery(true, 10 * MINUTE);
        tasks(0, 0, Retries.NONE, new TimeLimits(30 * SECOND, 0, OnSoftLimit.RETRY));
        world.tasks = List.of(new TaskBehaviour(
                0,
                0,
                new Retries(1, 35 * MINUTE, 35 * MINUTE, false),
                world.tasks.getFirst().limits()));
        // over its limit at 30 s; the retry is held from then, and delivered again at 10, 20 and 30 min after that
        RunResult result = run(1, new long[] {0, MINUTE});
        Troubles troubles = result.jobs().troubles();
        assertThat(troubles.duplicated()).isEqualTo(3);
        assertThat(troubles.softLimits()).isEqualTo(1 + 4);
        assertThat(troubles.failed()).isEqualTo(1);
    }

    @Test
    void aTaskThatCatchesTheSoftLimitSavesAndGoesOnLater() {
        world.behaviour = WorkerBehaviour.CHECKPOINT_AND_REQUEUE;
        tasks(0, 0, Retries.NONE, new TimeLimits(10 * MINUTE, 11 * MINUTE, OnSoftLimit.REQUEUE));
        // 10 min of work, 2 s to save, again, and the rest
        RunResult result = run(1, new long[] {0, 25 * MINUTE});
        assertThat(result.jobs().completed()).isEqualTo(1);
        assertThat(result.jobs().requeued()).isEqualTo(2);
        assertThat(result.jobs().troubles().softLimits()).isEqualTo(2);
        assertThat(result.queues().getFirst().turnaroundS().mean()).isCloseTo(1504, within(2.0));
        assertThat(result.jobs().lostNs()).isEqualTo(4 * SECOND);
    }

    @Test
    void theHardLimitKillsWhatDoesNotSaveInTimeAndTheJobHasFailed() {
        world.behaviour = WorkerBehaviour.CHECKPOINT_AND_REQUEUE.withCheckpoint(2 * MINUTE, 0, 0);
        tasks(
                0,
                0,
                new Retries(3, SECOND, SECOND, false),
                new TimeLimits(10 * MINUTE, 11 * MINUTE, OnSoftLimit.REQUEUE));
        RunResult result = run(1, new long[] {0, 25 * MINUTE}, new long[] {0, 5 * MINUTE});
        assertThat(result.jobs().troubles().hardLimits()).isEqualTo(1);
        assertThat(result.jobs().troubles().failed()).isEqualTo(1);
        assertThat(result.jobs().completed()).isEqualTo(1);
        assertThat(result.jobs().lostNs()).isEqualTo(11 * MINUTE);
    }

    @Test
    void aLostChildFailsTheJobUnlessItIsRejected() {
        world.behaviour = WorkerBehaviour.FINISH;
        tasks(0, 1, new Retries(5, SECOND, SECOND, false), NO_LIMITS);
        assertThat(run(1, new long[] {0, MINUTE}).jobs().troubles().failed()).isEqualTo(1);

        world.behaviour = WorkerBehaviour.FINISH.with(new Delivery(true, true, 0));
        tasks(0, 0.5, Retries.NONE, NO_LIMITS);
        RunResult rejected = run(1, new long[] {0, MINUTE}, new long[] {0, MINUTE}, new long[] {0, MINUTE});
        assertThat(rejected.jobs().completed()).isEqualTo(3);
        assertThat(rejected.jobs().troubles().failed()).isZero();
        assertThat(rejected.jobs().troubles().workersLost()).isPositive();
    }

    @Test
    void queuesAreServedInTheirOrderOrInTurn() {
        world.queues = List.of("pro", "free");
        long[][] rows = new long[20][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new long[] {0, MINUTE, i / 10}; // ten of each, the free ones last
        }
        world.behaviour = WorkerBehaviour.FINISH;
        // one after the other: the tenth of the first queue waits for nine, of the second for nineteen
        assertThat(run(1, rows).queues())
                .extracting(queue -> queue.waitS().max())
                .containsExactly(540.0, 1140.0);
        world.behaviour = WorkerBehaviour.FINISH.with(new Delivery(true, false, 0, true));
        assertThat(run(1, rows).queues())
                .extracting(queue -> queue.waitS().max())
                .containsExactly(1080.0, 1140.0);
    }

    /** Geometric: with probability p of failure and r retries, p^(r+1) fail and (1 - p^(r+1)) / (1 - p) executions are needed. */
    @Test
    void failuresFollowTheGeometricDistribution() {
        double p = 0.3;
        int count = 20_000;
        long[][] rows = new long[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = new long[] {i * 2L * SECOND, SECOND};
        }
        world.horizonNs = 14 * HOUR;
        world.behaviour = WorkerBehaviour.FINISH;
        tasks(p, 0, new Retries(2, SECOND, SECOND, false), NO_LIMITS);
        RunResult result = run(4, rows);
        double failed = result.jobs().troubles().failed();
        double executions = result.jobs().completed() + result.jobs().troubles().failedExecutions();
        // three standard deviations of a binomial share of 20,000
        assertThat(result.jobs().unfinished()).isZero();
        assertThat(failed / count).isCloseTo(0.027, within(0.0035));
        assertThat(executions / count).isCloseTo((1 - 0.027) / 0.7, within(0.015));
        // an exception comes half-way through on average, and all that was worked until then is lost
        double lostS = result.jobs().lostNs() / 1e9;
        assertThat(lostS / result.jobs().troubles().failedExecutions()).isCloseTo(0.5, within(0.02));
    }
}
