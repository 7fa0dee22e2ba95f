package dev.nodecast.sim.world;

import static dev.nodecast.sim.world.Fixtures.HOUR;
import static dev.nodecast.sim.world.Fixtures.MINUTE;
import static dev.nodecast.sim.world.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.FixedFleet;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Four jobs of ten minutes at once, one worker, and three more workers five minutes later. */
class PrefetchTest {

    private final Fixtures.Builder world = new Fixtures.Builder();

    private RunResult run(int prefetch) {
        world.horizonNs = 2 * HOUR;
        world.fleets = List.of(Fixtures.fleet(4, FixedFleet.Window.ALWAYS));
        world.deployments = List.of(Fixtures.workers(1, 30));
        world.behaviour = WorkerBehaviour.FINISH;
        world.prefetch = prefetch;
        long[] job = {SECOND, 10 * MINUTE};
        world.jobs = () -> Fixtures.jobs(job, job.clone(), job.clone(), job.clone());
        Autoscaler.Factory threeMore = ports -> {
            ports.timers()
                    .after(5 * MINUTE, () -> ports.cluster().scale(new Workload("Deployment", Fixtures.WORKER), 4));
            return _ -> {};
        };
        return new SimulatedWorld(world.build(), threeMore, Journal.NONE).runChecked();
    }

    @Test
    void withoutPrefetchNewWorkersTakeWhatWaits() {
        assertThat(run(0).queues().getFirst().waitS().max()).isBetween(290.0, 300.0);
    }

    @Test
    void whatAWorkerHasPrefetchedWaitsForItThoughOthersAreIdle() {
        // the first worker holds three jobs: the last of them starts when the three before it are done
        assertThat(run(3).queues().getFirst().waitS().max()).isBetween(1799.0, 1801.0);
        // one held, two left: the first of the new workers takes both, and two stay idle
        assertThat(run(1).queues().getFirst().waitS().max()).isBetween(898.0, 900.0);
    }

    @Test
    void aWorkerThatStopsInOrderGivesBackWhatItHolds() {
        world.horizonNs = 2 * HOUR;
        world.fleets = List.of(Fixtures.fleet(4, FixedFleet.Window.ALWAYS));
        world.deployments = List.of(Fixtures.workers(1, 1000));
        world.behaviour = WorkerBehaviour.FINISH;
        world.prefetch = 3;
        long[] job = {SECOND, 10 * MINUTE};
        world.jobs = () -> Fixtures.jobs(job, job.clone());
        Autoscaler.Factory oneAfterTheOther = ports -> {
            Workload workers = new Workload("Deployment", Fixtures.WORKER);
            ports.timers().after(MINUTE, () -> ports.cluster().scale(workers, 0));
            ports.timers().after(2 * MINUTE, () -> ports.cluster().scale(workers, 1));
            return _ -> {};
        };
        RunResult result = new SimulatedWorld(world.build(), oneAfterTheOther, Journal.NONE).runChecked();
        assertThat(result.jobs().completed()).isEqualTo(2);
        assertThat(result.jobs().redelivered()).isZero();
        // the second job is with the second worker from the second minute on
        assertThat(result.queues().getFirst().waitS().max()).isBetween(118.0, 121.0);
    }
}
