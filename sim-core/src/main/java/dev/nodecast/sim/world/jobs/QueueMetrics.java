package dev.nodecast.sim.world.jobs;

import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.hpa.PodMetricSample;
import dev.nodecast.scheduler.autoscaling.keda.TriggerReading;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.MetricSource;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.spec.MetricsSpec;
import dev.nodecast.sim.world.spec.MetricsSpec.Counted;
import dev.nodecast.sim.world.spec.MetricsSpec.QueueMetric;
import dev.nodecast.sim.world.spec.WorkloadSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Queue lengths as autoscalers see them: external metrics as the exporter saw them at its last scrape that has reached
 * the metrics API, KEDA triggers of the broker as it is now.
 */
public final class QueueMetrics implements MetricSource {

    private static final long MILLI = 1000;

    /** Metadata keys under which KEDA's scalers of brokers name a queue; of a URL its last part counts. */
    private static final List<String> QUEUE_KEYS = List.of("listName", "queueName", "queueURL", "stream");

    private final Simulation simulation;
    private final MetricsSpec spec;
    private final List<String> queueNames;
    private final QueueReadings readings;
    private final PodMetrics pods;
    private final Map<String, MetricIdentifier> queries = new LinkedHashMap<>();
    private final List<List<Labels>> seriesLabels;
    private long[][] served;

    public QueueMetrics(Simulation simulation, WorkloadSpec workload, Workers workers) {
        this.simulation = simulation;
        this.spec = workload.metrics();
        this.queueNames = workload.queues();
        this.readings = workers.readings();
        this.pods = new PodMetrics(simulation, workers, spec, workload.workers());
        this.seriesLabels = spec.metrics().stream()
                .map(metric -> queueNames.stream()
                        .map(queue -> Labels.of(metric.queueLabel(), queue))
                        .toList())
                .toList();
        this.served = scrape();
    }

    /** The exporter begins to be scraped. */
    public void start() {
        if (spec.scrapeIntervalNs() > 0 && !spec.metrics().isEmpty()) {
            simulation.schedule(0, this::scrapeAndGoOn);
        }
        pods.start();
    }

    /** External and Object metrics are of the queues, Pods and resource metrics of the target's pods. */
    @Override
    public HpaMetrics metrics(ClusterPort.Workload target) {
        return new HpaMetrics() {
            @Override
            public long[] externalMilli(MetricIdentifier metric) {
                return external(metric);
            }

            /* An object's metric is the sum of the series that match, whichever object it describes. */
            @Override
            public OptionalLong objectMilli(ObjectReference describedObject, MetricIdentifier metric) {
                long[] series = external(metric);
                return series.length == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(LongStream.of(series).sum());
            }

            @Override
            public Map<String, PodMetricSample> podMetric(MetricIdentifier metric) {
                return pods.metric(target.key(), metric.name());
            }

            @Override
            public Map<String, PodMetricSample> resource(String resource) {
                return pods.resource(target.key(), resource);
            }

            /* The pods' other containers use nothing worth modelling. */
            @Override
            public Map<String, PodMetricSample> containerResource(MetricSpec.ContainerResource metric) {
                return pods.resource(target.key(), metric.name());
            }
        };
    }

    @Override
    public TriggerReading reading(ScaleTrigger trigger) {
        Map<String, String> metadata = trigger.metadata();
        if (trigger.type().equals("prometheus")) {
            return prometheus(metadata.getOrDefault("query", ""));
        }
        for (String key : QUEUE_KEYS) {
            String name = metadata.getOrDefault(key, "");
            int queue = queueNames.indexOf(name.substring(name.lastIndexOf('/') + 1));
            if (queue >= 0) {
                return new TriggerReading.Measured(readings.count(queue, Counted.WAITING) * MILLI);
            }
        }
        return new TriggerReading.Failed("trigger " + trigger.type() + " names none of the queues " + queueNames
                + " in any of " + QUEUE_KEYS + "; its metadata are " + metadata);
    }

    private TriggerReading prometheus(String query) {
        long[] series = external(queries.computeIfAbsent(query, QueueMetrics::metricOf));
        return series.length == 0
                ? new TriggerReading.Failed("no series of " + query + "; the world exports " + spec.metrics())
                : new TriggerReading.Measured(LongStream.of(series).sum());
    }

    /** Of a query of the form {@code name{label="value"}}, with or without {@code sum(…)} around it. */
    private static MetricIdentifier metricOf(String query) {
        String text = query.strip();
        if (text.startsWith("sum(") && text.endsWith(")")) {
            text = text.substring("sum(".length(), text.length() - 1).strip();
        }
        int brace = text.indexOf('{');
        String name = brace < 0 ? text : text.substring(0, brace).strip();
        String selector = brace < 0 || !text.endsWith("}")
                ? ""
                : text.substring(brace + 1, text.length() - 1).replace("\"", "");
        return new MetricIdentifier(name, SelectorText.parse(selector));
    }

    private long[] external(MetricIdentifier metric) {
        for (int m = 0; m < spec.metrics().size(); m++) {
            QueueMetric known = spec.metrics().get(m);
            if (known.name().equals(metric.name())) {
                long[] values = spec.scrapeIntervalNs() == 0 ? scrape(known) : served[m];
                LabelSelector selector = metric.selector();
                LongStream.Builder chosen = LongStream.builder();
                for (int queue = 0; queue < values.length; queue++) {
                    if (selector.matches(seriesLabels.get(m).get(queue))) {
                        chosen.add(values[queue] * MILLI);
                    }
                }
                return chosen.build().toArray();
            }
        }
        return HpaMetrics.NO_SERIES;
    }

    private void scrapeAndGoOn() {
        long[][] scraped = scrape();
        if (spec.delayNs() == 0) {
            served = scraped;
        } else {
            simulation.schedule(spec.delayNs(), () -> served = scraped);
        }
        simulation.schedule(spec.scrapeIntervalNs(), this::scrapeAndGoOn);
    }

    private long[][] scrape() {
        return spec.metrics().stream().map(this::scrape).toArray(long[][]::new);
    }

    private long[] scrape(QueueMetric metric) {
        long[] values = new long[queueNames.size()];
        for (int queue = 0; queue < values.length; queue++) {
            values[queue] = readings.count(queue, metric.counted());
        }
        return values;
    }
}
