package dev.nodecast.sim.world.jobs;

import static dev.nodecast.sim.world.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.autoscaling.keda.TriggerReading;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.Fixtures;
import dev.nodecast.sim.world.cluster.SharedStore;
import dev.nodecast.sim.world.measure.JobSink;
import dev.nodecast.sim.world.spec.FileSystem;
import dev.nodecast.sim.world.spec.MetricsSpec;
import dev.nodecast.sim.world.spec.MetricsSpec.Counted;
import dev.nodecast.sim.world.spec.MetricsSpec.QueueMetric;
import dev.nodecast.sim.world.spec.WorkloadSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nobody works: one job arrives in pro every second from 0.5 s on, one in free at 3.5 s. */
class QueueMetricsTest {

    private static final List<String> QUEUES = List.of("queue:pro", "queue:free");
    private static final Workload TARGET = new Workload("Deployment", Fixtures.WORKER);

    private final Simulation simulation = new Simulation();

    private QueueMetrics metrics(long intervalNs, long delayNs) {
        MetricsSpec spec = new MetricsSpec(
                List.of(new QueueMetric("celery_queue_length", "queue_name", Counted.WAITING)), intervalNs, delayNs);
        long half = SECOND / 2;
        WorkloadSpec workload = new WorkloadSpec(
                QUEUES,
                () -> Fixtures.jobs(
                        new long[] {half, 1, 0},
                        new long[] {half + SECOND, 1, 0},
                        new long[] {half + 2 * SECOND, 1, 0},
                        new long[] {half + 3 * SECOND, 1, 1}),
                List.of(),
                spec);
        Workers workers = new Workers(
                simulation,
                workload,
                JobSink.NONE,
                new Workers.Surroundings(new RandomStreams(1, 0), new SharedStore(simulation, FileSystem.UNLIMITED)));
        QueueMetrics metrics = new QueueMetrics(simulation, workload, workers);
        workers.start();
        metrics.start();
        return metrics;
    }

    private static long[] read(QueueMetrics metrics, LabelSelector selector) {
        return metrics.metrics(TARGET).externalMilli(new MetricIdentifier("celery_queue_length", selector));
    }

    @Test
    void anExternalMetricIsAsOldAsItsLastScrapeThatHasArrived() {
        QueueMetrics metrics = metrics(2 * SECOND, SECOND);
        LabelSelector pro = LabelSelector.of("queue_name", "queue:pro");

        simulation.runUntil(2 * SECOND + SECOND / 2);
        assertThat(read(metrics, pro)).containsExactly(0); // scraped at 0; the scrape of 2 s comes at 3 s
        simulation.runUntil(3 * SECOND);
        assertThat(read(metrics, pro)).containsExactly(2000);
        simulation.runUntil(4 * SECOND + SECOND / 2);
        assertThat(read(metrics, pro)).containsExactly(2000);
    }

    @Test
    void theSelectorPicksTheQueuesSeries() {
        QueueMetrics metrics = metrics(0, 0);
        simulation.runUntil(10 * SECOND);

        assertThat(read(metrics, LabelSelector.of("queue_name", "queue:pro"))).containsExactly(3000);
        assertThat(read(metrics, LabelSelector.EVERYTHING)).containsExactly(3000, 1000);
        assertThat(read(metrics, LabelSelector.of("queue_name", "queue:none"))).isEmpty();
    }

    @Test
    void aKedaTriggerSeesTheQueueAsItIsNow() {
        QueueMetrics metrics = metrics(60 * SECOND, 0);
        simulation.runUntil(2 * SECOND);

        assertThat(metrics.reading(ScaleTrigger.of("redis", Map.of("listName", "queue:pro"))))
                .isEqualTo(new TriggerReading.Measured(2000));
        assertThat(metrics.reading(ScaleTrigger.of("redis", Map.of("listName", "queue:typo"))))
                .isInstanceOfSatisfying(
                        TriggerReading.Failed.class,
                        failed -> assertThat(failed.error()).contains("redis", "queue:typo", "queue:pro"));
    }

    @Test
    void aPrometheusQueryOfOneMetricIsSummed() {
        QueueMetrics metrics = metrics(0, 0);
        simulation.runUntil(10 * SECOND);

        assertThat(metrics.reading(ScaleTrigger.of("prometheus", Map.of("query", "sum(celery_queue_length)"))))
                .isEqualTo(new TriggerReading.Measured(4000));
        String oneQueue = "celery_queue_length{queue_name=\"queue:free\"}";
        assertThat(metrics.reading(ScaleTrigger.of("prometheus", Map.of("query", oneQueue))))
                .isEqualTo(new TriggerReading.Measured(1000));
    }
}
