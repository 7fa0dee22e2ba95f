package dev.nodecast.sim.world;

import static dev.nodecast.sim.world.Fixtures.HOUR;
import static dev.nodecast.sim.world.Fixtures.MINUTE;
import static dev.nodecast.sim.world.Fixtures.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.scheduler.model.Container;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.Probes;
import dev.nodecast.scheduler.model.Probes.Probe;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.FixedFleet;
import dev.nodecast.sim.world.spec.PodStartup;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Containers that crash, or that a probe gives up. */
class ContainerHealthTest {

    private final Fixtures.Builder world = new Fixtures.Builder();

    private RunResult run(double loadS, PodStartup.Health health, Probes probes) {
        world.horizonNs = 3 * HOUR;
        world.fleets = List.of(Fixtures.fleet(1, FixedFleet.Window.ALWAYS));
        world.deployments = List.of(withProbes(Fixtures.workers(1, 30), probes));
        world.behaviour = WorkerBehaviour.FINISH.withRedelivery(true, 10 * MINUTE);
        world.podStartup.put(
                Fixtures.WORKER,
                new PodStartup(seconds(0), 1000, seconds(1000 / loadS), seconds(1), seconds(0), health));
        return new SimulatedWorld(world.build(), _ -> _ -> {}, Journal.NONE).runChecked();
    }

    private static Deployment withProbes(Deployment deployment, Probes probes) {
        Container container = new Container(
                "worker",
                Fixtures.IMAGE,
                Fixtures.gpuRequest(),
                Resources.NONE,
                List.of(),
                false,
                new LinkedHashMap<>(),
                probes);
        PodSpec plain = deployment.template().spec();
        PodSpec probed = new PodSpec(
                List.of(container),
                plain.initContainers(),
                plain.nodeSelector(),
                plain.affinity(),
                plain.tolerations(),
                plain.topologySpread(),
                plain.overhead(),
                plain.priority(),
                plain.priorityClassName(),
                plain.preemptionAllowed(),
                plain.terminationGracePeriodSeconds(),
                plain.attachments(),
                plain.schedulingGates(),
                plain.requests());
        return new Deployment(
                deployment.meta(),
                deployment.replicas(),
                deployment.selector(),
                new PodTemplate(
                        deployment.template().labels(), deployment.template().annotations(), probed));
    }

    private static Probes liveness(@Nullable Probe startup) {
        return new Probes(startup, null, new Probe(60, 30, 10, 1, 3));
    }

    @Test
    void aModelThatLoadsForLongerThanTheLivenessProbeAllowsIsNeverLoaded() {
        world.jobs = () -> Fixtures.jobs(new long[] {0, MINUTE});
        // given up 130 to 160 s after the start, of which the model needs 200
        RunResult result = run(200, new PodStartup.Health(null, true), liveness(null));
        assertThat(result.jobs().completed()).isZero();
        assertThat(result.pods().restarts()).isBetween(20L, 30L); // 150 s and five minutes of back-off each
        assertThat(run(100, new PodStartup.Health(null, true), liveness(null))
                        .pods()
                        .restarts())
                .isZero();
    }

    @Test
    void aStartupProbeGivesItTheTime() {
        world.jobs = () -> Fixtures.jobs(new long[] {0, MINUTE});
        Probe startup = new Probe(0, 10, 1, 1, 60);
        RunResult result = run(200, new PodStartup.Health(null, true), liveness(startup));
        assertThat(result.jobs().completed()).isEqualTo(1);
        assertThat(result.pods().restarts()).isZero();
    }

    @Test
    void probesAreIgnoredUnlessTheyAreAskedFor() {
        world.jobs = () -> Fixtures.jobs(new long[] {0, MINUTE});
        assertThat(run(200, PodStartup.Health.GOOD, liveness(null)).jobs().completed())
                .isEqualTo(1);
    }

    @Test
    void aCrashLosesTheJobUntilItsVisibilityTimeout() {
        world.jobs = () -> Fixtures.jobs(new long[] {0, 4 * MINUTE});
        // works from 10 s, crashes at 190 s, restarts at once and works from 200 s; the job is overdue at 610 s
        world.behaviour = WorkerBehaviour.FINISH;
        RunResult result = run(10, new PodStartup.Health(seconds(180), false), Probes.NONE);
        assertThat(result.jobs().completed()).isZero(); // never 180 s without a crash
        assertThat(result.jobs().redelivered()).isPositive();
        assertThat(result.pods().restarts()).isPositive();
    }

    @Test
    void theBackOffBeginsWithNothingAndEndsWithFiveMinutes() {
        world.jobs = () -> Fixtures.jobs(new long[0][]);
        // work 60 s, load 1 s: ends at 61, 122, then 10, 20, 40, 80, 160, 300, 300 s later each
        RunResult result = run(1, new PodStartup.Health(seconds(60), false), Probes.NONE);
        double cyclesS = 2 * 61 + (10 + 20 + 40 + 80 + 160) + 5 * 61;
        long more = (long) ((3 * 3600 - cyclesS) / 361);
        assertThat((double) result.pods().restarts()).isCloseTo(7 + more, within(1.0));
    }
}
