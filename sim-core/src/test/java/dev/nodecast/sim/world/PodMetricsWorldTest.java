package dev.nodecast.sim.world;

import static dev.nodecast.sim.world.Fixtures.HOUR;
import static dev.nodecast.sim.world.Fixtures.MINUTE;
import static dev.nodecast.sim.world.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.MetricTarget;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.FixedFleet;
import dev.nodecast.sim.world.spec.MeasureSpec;
import dev.nodecast.sim.world.spec.MetricsSpec;
import dev.nodecast.sim.world.spec.MetricsSpec.Counted;
import dev.nodecast.sim.world.spec.MetricsSpec.QueueMetric;
import dev.nodecast.sim.world.spec.PodUse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Autoscalers that look at what pods use: one pod on a fleet of eight, and sixty jobs of five minutes at once. */
class PodMetricsWorldTest {

    private static final ObjectReference TARGET = new ObjectReference("apps/v1", "Deployment", Fixtures.WORKER.name());
    private final Fixtures.Builder world = new Fixtures.Builder();

    PodMetricsWorldTest() {
        world.horizonNs = HOUR;
        world.fleets = List.of(Fixtures.fleet(8, FixedFleet.Window.ALWAYS));
        long[][] jobs = new long[60][];
        for (int i = 0; i < jobs.length; i++) {
            jobs[i] = new long[] {MINUTE, 5 * MINUTE};
        }
        world.jobs = () -> Fixtures.jobs(jobs);
        world.measure = new MeasureSpec(SECOND, List.of(), world.measure.jobs());
    }

    private RunResult scaledBy(MetricSpec metric) {
        ObjectMeta meta = ObjectMeta.named("hpa");
        world.autoscalers = List.of(new HorizontalPodAutoscaler(
                new ObjectMeta(Fixtures.WORKER.namespace(), "hpa", "", meta.labels(), meta.labels(), null, 0, null),
                TARGET,
                1,
                8,
                List.of(metric),
                null));
        return new SimulatedWorld(world.build(), Autoscaler.controlLoop(Settings.defaults()), Journal.NONE)
                .runChecked();
    }

    /** Seconds from the jobs' arrival until so many pods run. */
    private static double secondsUntil(RunResult result, int pods) {
        return result.timeline().stream()
                        .filter(sample -> sample.podsRunning() >= pods)
                        .mapToLong(sample -> sample.atNs() - MINUTE)
                        .min()
                        .orElseThrow()
                / 1e9;
    }

    @Test
    void busyPodsUseTheirCpuAndMoreOfThemAreAskedFor() {
        world.uses.put("cpu", new PodUse(0.1, 3));
        RunResult result = scaledBy(new MetricSpec.Resource("cpu", new MetricTarget.Utilization(50)));
        // 3 of 3 cores requested are 100 %, twice the target: 1, 2, 4, 8. A pod that is younger than five minutes and
        // whose sample is older than its readiness counts as unready, so the steps take more than three syncs.
        assertThat(secondsUntil(result, 2)).isBetween(1.0, 60.0);
        assertThat(secondsUntil(result, 8)).isBetween(45.0, 240.0);
    }

    @Test
    void aMetricOfPodsIsAsLateAsItsScrape() {
        world.uses.put("DCGM_FI_DEV_GPU_UTIL", new PodUse(0, 100));
        world.metrics = new MetricsSpec(List.of(), 30 * SECOND, 5 * SECOND);
        MetricSpec gpu = new MetricSpec.Pods(
                MetricIdentifier.named("DCGM_FI_DEV_GPU_UTIL"), new MetricTarget.AverageValue(50_000));
        assertThat(secondsUntil(scaledBy(gpu), 2)).isBetween(5.0, 50.0);

        world.uses.clear();
        assertThat(scaledBy(gpu).timeline()).noneMatch(sample -> sample.podsRunning() > 1);
    }

    @Test
    void anObjectMetricIsTheSumOfItsSeries() {
        world.metrics =
                new MetricsSpec(List.of(new QueueMetric("requests", "queue", Counted.WAITING_AND_RUNNING)), 0, 0);
        ObjectReference service = new ObjectReference("v1", "Service", "api");
        RunResult result = scaledBy(new MetricSpec.ObjectMetric(
                service, MetricIdentifier.named("requests"), new MetricTarget.AverageValue(10_000)));
        // 60 jobs at 10 each ask for 6 pods, 4 of them in the first step
        assertThat(secondsUntil(result, 6)).isBetween(15.0, 60.0);
        assertThat(result.timeline()).noneMatch(sample -> sample.podsRunning() > 6);
    }
}
