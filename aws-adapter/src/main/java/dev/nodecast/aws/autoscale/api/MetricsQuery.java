package dev.nodecast.aws.autoscale.api;

import dev.nodecast.aws.autoscale.MetricSeries;
import dev.nodecast.aws.autoscale.source.Sources;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Values of external metrics, read when they are asked for. Those who ask for the same at the same time, and within a second after,
 * share one reading: the API server asks once for each autoscaler and sync.
 */
final class MetricsQuery {

    private static final long SHARED_NS = Duration.ofSeconds(1).toNanos();

    private final Map<ScaleTrigger, Shared> shared = new ConcurrentHashMap<>();
    private final List<MetricSeries> series;
    private final Sources sources;
    private final LongSupplier nanoTime;

    /** @param nanoTime as {@link System#nanoTime} */
    MetricsQuery(List<MetricSeries> series, Sources sources, LongSupplier nanoTime) {
        this.series = List.copyOf(series);
        this.sources = sources;
        this.nanoTime = nanoTime;
    }

    /** A series with its value in thousandths. */
    record Value(MetricSeries series, long milli) {}

    private static final class Shared {
        final ReentrantLock lock = new ReentrantLock();
        boolean read;
        long atNs;
        long milli;
    }

    /** The names of all metrics, each once. */
    List<String> names() {
        return series.stream().map(MetricSeries::metric).distinct().toList();
    }

    /** Whether an autoscaler in this namespace can see a metric of this name at all. */
    boolean knows(String namespace, String metric) {
        return series.stream().anyMatch(each -> each.answers(namespace, MetricIdentifier.named(metric)));
    }

    /**
     * All series that are meant, with their values.
     *
     * @throws IOException where one of them cannot be read: a part of a sum would scale down what is needed
     */
    List<Value> values(String namespace, MetricIdentifier asked) throws IOException, InterruptedException {
        List<Value> values = new ArrayList<>();
        for (MetricSeries each : series) {
            if (each.answers(namespace, asked)) {
                values.add(new Value(each, read(each.trigger())));
            }
        }
        return values;
    }

    private long read(ScaleTrigger trigger) throws IOException, InterruptedException {
        Shared one = shared.computeIfAbsent(trigger, _ -> new Shared());
        one.lock.lockInterruptibly();
        try {
            if (!one.read || nanoTime.getAsLong() - one.atNs > SHARED_NS) {
                one.read = false;
                one.milli = sources.of(trigger).readMilli();
                one.atNs = nanoTime.getAsLong();
                one.read = true;
            }
            return one.milli;
        } finally {
            one.lock.unlock();
        }
    }
}
