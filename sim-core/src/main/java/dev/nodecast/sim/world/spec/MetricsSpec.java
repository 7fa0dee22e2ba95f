package dev.nodecast.sim.world.spec;

import java.util.List;

/**
 * How queue lengths reach autoscalers. External metrics are what an exporter saw at its last scrape; a KEDA trigger asks
 * the broker itself and sees the present.
 *
 * @param scrapeIntervalNs how often the exporter is scraped; 0 for always up to date
 * @param delayNs from a scrape until the metrics API serves it
 */
public record MetricsSpec(List<QueueMetric> metrics, long scrapeIntervalNs, long delayNs) {

    public static final MetricsSpec NONE = new MetricsSpec(List.of(), 0, 0);

    /**
     * A metric with one series per queue.
     *
     * @param name such as {@code celery_queue_length}
     * @param queueLabel the label whose value is the queue's name
     */
    public record QueueMetric(String name, String queueLabel, Counted counted) {}

    /** Which jobs of a queue a metric counts. */
    public enum Counted {
        /** Jobs that wait: the length of the list in the broker. */
        WAITING,
        /** Jobs that are being worked on. */
        RUNNING,
        /** Both. */
        WAITING_AND_RUNNING
    }

    public MetricsSpec {
        metrics = List.copyOf(metrics);
    }
}
