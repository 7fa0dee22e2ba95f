package dev.nodecast.aws.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metric from outside the cluster by which an autoscaler scales: the length of queues, as far as a snapshot can tell.
 *
 * @param name in Prometheus
 * @param labels that are asked for
 * @param autoscaler who reads it, for messages
 * @param target what that scales: kind, and namespace/name
 */
record QueueMetric(String name, Map<String, String> labels, String autoscaler, String kind, String target) {

    /** {@code name{label="value"}}, with or without {@code sum(…)} around it: what the simulator understands too. */
    private static final Pattern QUERY = Pattern.compile("(?:sum\\()?\\s*([A-Za-z_:][\\w:]*)\\s*(\\{[^}]*})?\\s*\\)?");

    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*=\\s*\"([^\"]*)\"");

    /** What an HPA reads: External and Object metrics, under their names. */
    static List<QueueMetric> ofHpa(Map<String, Object> hpa) {
        List<QueueMetric> metrics = new ArrayList<>();
        for (Object metric : Tree.list(hpa, "spec", "metrics")) {
            for (String source : List.of("external", "object")) {
                Map<String, Object> read = Tree.map(metric, source, "metric");
                if (!read.isEmpty()) {
                    metrics.add(of(hpa, Tree.text(read, "name"), texts(Tree.map(read, "selector", "matchLabels"))));
                }
            }
        }
        return metrics;
    }

    /** What a ScaledObject asks Prometheus for. */
    static List<QueueMetric> ofScaledObject(Map<String, Object> scaled) {
        List<QueueMetric> metrics = new ArrayList<>();
        for (Object trigger : Tree.list(scaled, "spec", "triggers")) {
            ofTrigger(scaled, trigger).ifPresent(metrics::add);
        }
        return metrics;
    }

    private static Optional<QueueMetric> ofTrigger(Map<String, Object> scaled, Object trigger) {
        Matcher query = QUERY.matcher(Tree.text(trigger, "metadata", "query").strip());
        if (!Tree.text(trigger, "type").equals("prometheus") || !query.matches()) {
            return Optional.empty();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        Matcher label = LABEL.matcher(query.group(2) == null ? "" : query.group(2));
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return Optional.of(of(scaled, query.group(1), labels));
    }

    private static QueueMetric of(Map<String, Object> autoscaler, String name, Map<String, String> labels) {
        String kind = Tree.text(autoscaler, "spec", "scaleTargetRef", "kind");
        return new QueueMetric(
                name,
                labels,
                Tree.text(autoscaler, "kind") + " " + Tree.name(autoscaler),
                kind.isEmpty() ? "Deployment" : kind,
                Tree.text(autoscaler, "metadata", "namespace") + "/"
                        + Tree.text(autoscaler, "spec", "scaleTargetRef", "name"));
    }

    private static Map<String, String> texts(Map<String, Object> map) {
        Map<String, String> texts = new LinkedHashMap<>();
        map.forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }

    /** The triggers of a ScaledObject that are read elsewhere than in Prometheus, or by a query that is not understood. */
    static Set<String> others(Map<String, Object> scaled) {
        Set<String> others = new LinkedHashSet<>();
        for (Object trigger : Tree.list(scaled, "spec", "triggers")) {
            String type = Tree.text(trigger, "type");
            if (ofTrigger(scaled, trigger).isEmpty()
                    && !List.of("cpu", "memory", "cron").contains(type)) {
                others.add(type.equals("prometheus") ? Tree.text(trigger, "metadata", "query") : "trigger " + type);
            }
        }
        return others;
    }
}
