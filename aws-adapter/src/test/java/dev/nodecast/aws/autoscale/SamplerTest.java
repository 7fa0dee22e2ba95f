package dev.nodecast.aws.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.keda.TriggerReading;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Queues are read beside the loop, and the loop never waits for one. */
class SamplerTest {

    private static final ScaleTrigger PRO = trigger("queue:pro");
    private static final ScaleTrigger FREE = trigger("queue:free");
    private static final Workload WORKER = new Workload("Deployment", new ObjectKey("prod", "worker"));

    private final Map<ScaleTrigger, Long> lengths = new ConcurrentHashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicLong nowNs = new AtomicLong();
    private final Sampler sampler = new Sampler(
            trigger -> {
                if (!trigger.type().equals("redis")) {
                    throw new IllegalArgumentException("no such source");
                }
                return () -> {
                    reads.incrementAndGet();
                    Long length = lengths.get(trigger);
                    if (length == null) {
                        throw new IOException("connection refused");
                    }
                    return length;
                };
            },
            Duration.ofMillis(20),
            nowNs::get);

    private static ScaleTrigger trigger(String list) {
        return ScaleTrigger.of("redis", Map.of("listName", list));
    }

    @AfterEach
    void close() {
        sampler.close();
    }

    private void followed(ScaleTrigger... triggers) throws InterruptedException {
        sampler.follow(List.of(triggers));
        CountDownLatch first = new CountDownLatch(1);
        sampler.afterFirst(List.of(triggers), first::countDown);
        assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theLastReadingIsThere() throws InterruptedException {
        lengths.put(PRO, 3000L);
        assertThat(sampler.latest(PRO)).isEqualTo(new TriggerReading.Failed("has not been read yet"));
        followed(PRO, FREE);
        assertThat(sampler.latest(PRO)).isEqualTo(new TriggerReading.Measured(3000));
        assertThat(sampler.latest(FREE)).isEqualTo(new TriggerReading.Failed("connection refused"));
    }

    @Test
    void itIsReadAgainAndAgainAndNoMoreWhenNobodyWantsIt() throws InterruptedException {
        lengths.put(PRO, 3000L);
        followed(PRO);
        int before = reads.get();
        while (reads.get() < before + 3) {
            Thread.sleep(5);
        }
        sampler.follow(List.of());
        assertThat(sampler.latest(PRO)).isInstanceOf(TriggerReading.Failed.class);
        Thread.sleep(100);
        int after = reads.get();
        Thread.sleep(200);
        assertThat(reads.get()).isEqualTo(after);
    }

    @Test
    void whatIsTooOldCountsAsFailed() throws InterruptedException {
        lengths.put(PRO, 3000L);
        Sampler slow = new Sampler(_ -> () -> 3000L, Duration.ofHours(1), nowNs::get);
        try (slow) {
            slow.follow(List.of(PRO));
            CountDownLatch first = new CountDownLatch(1);
            slow.afterFirst(List.of(PRO), first::countDown);
            assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
            nowNs.addAndGet(Duration.ofHours(3).toNanos());
            assertThat(slow.latest(PRO)).isEqualTo(new TriggerReading.Measured(3000));
            nowNs.addAndGet(Duration.ofHours(1).toNanos());
            assertThat(slow.latest(PRO)).isEqualTo(new TriggerReading.Failed("has not answered for more than 10815 s"));
        }
    }

    @Test
    void whatIsNoSourceIsRefusedAndChangesNothing() throws InterruptedException {
        lengths.put(PRO, 3000L);
        followed(PRO);
        assertThatThrownBy(() -> sampler.follow(List.of(FREE, ScaleTrigger.of("kafka", Map.of()))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(sampler.latest(PRO)).isEqualTo(new TriggerReading.Measured(3000));
    }

    @Test
    void anExternalMetricIsWholeOrNone() throws InterruptedException {
        lengths.put(PRO, 3000L);
        lengths.put(FREE, 4000L);
        followed(PRO, FREE);
        LiveMetrics metrics = new LiveMetrics(
                List.of(
                        new MetricSeries("queue_length", "prod", Labels.of("queue", "pro"), PRO),
                        new MetricSeries("queue_length", "", Labels.of("queue", "free"), FREE),
                        new MetricSeries("queue_length", "other", Labels.NONE, PRO)),
                sampler);
        HpaMetrics seen = metrics.metrics(WORKER);
        assertThat(seen.externalMilli(MetricIdentifier.named("queue_length"))).containsExactly(3000, 4000);
        assertThat(seen.externalMilli(new MetricIdentifier("queue_length", LabelSelector.of("queue", "pro"))))
                .containsExactly(3000);
        assertThat(seen.externalMilli(MetricIdentifier.named("another"))).isEmpty();
        assertThat(seen.resource("cpu")).isEmpty();

        lengths.remove(FREE);
        while (sampler.latest(FREE) instanceof TriggerReading.Measured) {
            Thread.sleep(5);
        }
        assertThat(seen.externalMilli(MetricIdentifier.named("queue_length"))).isEmpty();
    }
}
