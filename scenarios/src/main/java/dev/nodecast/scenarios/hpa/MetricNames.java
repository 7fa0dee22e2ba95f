package dev.nodecast.scenarios.hpa;

import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The names under which a column may stand for a metric; the first is what messages call it. */
final class MetricNames {

    /** Metadata by which triggers of queues and of Prometheus name what they read. */
    private static final List<String> TRIGGER_KEYS =
            List.of("listName", "queueName", "queueURL", "stream", "metricName", "query");

    private MetricNames() {}

    static List<String> of(MetricSpec metric) {
        return switch (metric) {
            case MetricSpec.External external -> of(external.metric());
            case MetricSpec.ObjectMetric object -> of(object.metric());
            case MetricSpec.Pods pods -> of(pods.metric());
            case MetricSpec.Resource resource -> List.of(resource.name());
            case MetricSpec.ContainerResource resource ->
                List.of(resource.container() + "/" + resource.name(), resource.name());
        };
    }

    /** Of a metric with a selector also as Prometheus writes it, and by the values of its labels. */
    static List<String> of(MetricIdentifier metric) {
        Map<String, String> labels = metric.selector().matchLabels().byKey();
        if (labels.isEmpty()) {
            return List.of(metric.name());
        }
        List<String> names = new ArrayList<>();
        names.add(labels.entrySet().stream()
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(Collectors.joining(",", metric.name() + "{", "}")));
        names.addAll(labels.values());
        names.add(metric.name());
        return names;
    }

    static List<String> of(ScaleTrigger trigger, String metricName) {
        List<String> names = new ArrayList<>();
        if (trigger.isResource()) {
            return List.of(trigger.type());
        }
        if (!trigger.name().isEmpty()) {
            names.add(trigger.name());
        }
        for (String key : TRIGGER_KEYS) {
            String value = trigger.metadata().getOrDefault(key, "");
            if (!value.isEmpty()) {
                names.add(key.equals("queueURL") ? value.substring(value.lastIndexOf('/') + 1) : value);
            }
        }
        names.add(metricName);
        return names;
    }
}
