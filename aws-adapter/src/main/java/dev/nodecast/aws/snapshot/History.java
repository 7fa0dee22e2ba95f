package dev.nodecast.aws.snapshot;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What Prometheus remembers of a cluster, as the workload of a scenario. Where it is known how long a job takes, the lengths of
 * the queues by which autoscalers scale become jobs, their Deployments become the workers, and the autoscalers act; everything
 * else has the replicas that it had.
 */
final class History {

    /** What in a Deployment's history its replicas are called by kube-state-metrics; StatefulSets stand as Deployments. */
    private static final Map<String, String> REPLICAS = Map.of(
            "Deployment", "max(kube_deployment_spec_replicas{namespace=\"%s\",deployment=\"%s\"})",
            "StatefulSet", "max(kube_statefulset_replicas{namespace=\"%s\",statefulset=\"%s\"})");

    private final Prometheus prometheus;
    private final @Nullable Duration jobTime;
    private final Map<String, String> files;
    private final List<String> notes;
    private final Map<String, Object> queues = new LinkedHashMap<>();
    private final Map<String, Set<String>> queuesOf = new LinkedHashMap<>();
    private final List<Object> metrics = new ArrayList<>();

    /**
     * A history that is still to be asked for.
     *
     * @param jobTime how long a job takes on a worker; null where nobody says
     * @param files texts by relative path, to which those of the history are added
     * @param notes sentences, to which those about the history are added
     */
    History(Prometheus prometheus, @Nullable Duration jobTime, Map<String, String> files, List<String> notes) {
        this.prometheus = prometheus;
        this.jobTime = jobTime;
        this.files = files;
        this.notes = notes;
    }

    /**
     * The scenario's workload.
     *
     * @param workloads Deployments and StatefulSets
     * @param autoscalers HPAs and ScaledObjects
     * @throws IOException where Prometheus does not answer, or not so
     */
    Map<String, Object> workload(List<Map<String, Object>> workloads, List<Map<String, Object>> autoscalers)
            throws IOException {
        Map<String, Double> replicas = new LinkedHashMap<>();
        List<Map<String, Object>> histories = new ArrayList<>();
        for (Map<String, Object> workload : workloads) {
            history(workload).ifPresent(answer -> {
                replicas.put(Tree.name(workload), mean(answer.result().path(0)));
                histories.add(entry(workload, answer));
            });
        }
        for (Map<String, Object> autoscaler : autoscalers) {
            queues(autoscaler, replicas);
        }
        Map<String, Object> workload = new LinkedHashMap<>();
        if (!queues.isEmpty()) {
            workload.put("queues", queues);
            workload.put("workers", workers());
            workload.put("metrics", Map.of("queues", metrics));
        }
        histories.removeIf(entry -> queuesOf.containsKey(String.valueOf(entry.get("deployment"))));
        if (!histories.isEmpty()) {
            workload.put("replicas", histories);
        }
        return workload;
    }

    private Optional<Prometheus.Answer> history(Map<String, Object> workload) throws IOException {
        String kind = Tree.text(workload, "kind");
        Optional<Prometheus.Answer> answer = prometheus.range(String.format(
                Locale.ROOT,
                REPLICAS.getOrDefault(kind, ""),
                Tree.text(workload, "metadata", "namespace"),
                Tree.text(workload, "metadata", "name")));
        if (answer.isEmpty()) {
            notes.add("Prometheus knows no replicas of " + kind + " " + Tree.name(workload)
                    + ": it keeps those of now; is kube-state-metrics scraped?");
        }
        return answer;
    }

    private Map<String, Object> entry(Map<String, Object> workload, Prometheus.Answer answer) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("deployment", Tree.name(workload));
        entry.put("file", file("replicas-" + Tree.name(workload), answer.text()));
        return entry;
    }

    private String file(String name, String text) {
        String file = "history/" + name.replaceAll("[^A-Za-z0-9._-]+", "-") + ".json";
        files.put(file, text);
        return file;
    }

    private void queues(Map<String, Object> autoscaler, Map<String, Double> replicas) throws IOException {
        boolean keda = Tree.text(autoscaler, "kind").equals("ScaledObject");
        if (keda) {
            QueueMetric.others(autoscaler)
                    .forEach(other -> notes.add("ScaledObject " + Tree.name(autoscaler) + " reads " + other
                            + ", of which Prometheus was not asked"));
        }
        for (QueueMetric metric : keda ? QueueMetric.ofScaledObject(autoscaler) : QueueMetric.ofHpa(autoscaler)) {
            queues(metric, replicas);
        }
    }

    private void queues(QueueMetric metric, Map<String, Double> replicas) throws IOException {
        Optional<Prometheus.Answer> known = prometheus.range(selector(metric));
        if (known.isEmpty()) {
            notes.add(metric.autoscaler() + " reads " + selector(metric)
                    + ", of which Prometheus knows nothing under that name: its target keeps its replicas");
            return;
        }
        String label = label(known.get().result(), metric);
        Optional<Prometheus.Answer> summed = prometheus.range("sum by (" + label + ") (" + selector(metric) + ")");
        if (summed.isEmpty()) {
            return;
        }
        String file = file(metric.name() + "-by-" + label, summed.get().text());
        if (jobTime == null) {
            notes.add("the lengths of the queues that " + metric.autoscaler() + " reads are in " + file
                    + ", and are not simulated: nobody says how long a job takes; with --job-time they become jobs and"
                    + " the autoscaler acts");
            return;
        }
        for (JsonNode series : summed.get().result()) {
            queuesOf.computeIfAbsent(metric.target(), target -> new LinkedHashSet<>())
                    .add(series.path("metric").path(label).asString(metric.name()));
        }
        int shared = queuesOf.getOrDefault(metric.target(), Set.of()).size();
        double workers = replicas.getOrDefault(metric.target(), 1.0) / Math.max(1, shared);
        for (JsonNode series : summed.get().result()) {
            queue(series.path("metric").path(label), label, metric, file, workers);
        }
        Map<String, Object> exported = new LinkedHashMap<>();
        exported.put("name", metric.name());
        exported.put("queueLabel", label);
        exported.put("counts", "waiting");
        if (!metrics.contains(exported)) {
            metrics.add(exported);
        }
    }

    private void queue(JsonNode labelled, String label, QueueMetric metric, String file, double workers) {
        String name = labelled.asString(metric.name());
        Map<String, Object> measured = new LinkedHashMap<>();
        measured.put("file", file);
        measured.put("kind", "queue-length");
        if (!labelled.isMissingNode()) {
            measured.put("series", label + "=\"" + name + "\"");
        }
        measured.put("workers", Math.round(workers * 100) / 100.0);
        Map<String, Object> queue = new LinkedHashMap<>();
        queue.put("service", jobTime == null ? "1s" : jobTime.toMillis() + "ms");
        queue.put("arrivals", Map.of("measured", measured));
        queues.put(name, queue);
        notes.add("jobs of " + name + " are inferred from its length: as many came as it grew by and "
                + measured.get("workers") + " workers took; while it was empty none came, which is too few");
    }

    private static String selector(QueueMetric metric) {
        List<String> pairs = new ArrayList<>();
        metric.labels().forEach((key, value) -> pairs.add(key + "=\"" + value + "\""));
        return metric.name() + (pairs.isEmpty() ? "" : "{" + String.join(",", pairs) + "}");
    }

    /** By which label queues differ: one that is asked for, else one that sounds like it, else one that differs most. */
    private static String label(JsonNode result, QueueMetric metric) {
        if (metric.labels().size() == 1) {
            return metric.labels().keySet().iterator().next();
        }
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (JsonNode series : result) {
            series.path("metric")
                    .properties()
                    .forEach(label -> values.computeIfAbsent(label.getKey(), key -> new TreeSet<>())
                            .add(label.getValue().asString("")));
        }
        return values.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("__name__"))
                .max((a, b) -> Integer.compare(rank(a), rank(b)))
                .map(Map.Entry::getKey)
                .orElse("queue");
    }

    private static int rank(Map.Entry<String, Set<String>> label) {
        int likely = label.getKey().toLowerCase(Locale.ROOT).contains("queue") ? 1_000_000 : 0;
        return likely + label.getValue().size();
    }

    private List<Map<String, Object>> workers() {
        List<Map<String, Object>> workers = new ArrayList<>();
        queuesOf.forEach((target, names) -> {
            Map<String, Object> worker = new LinkedHashMap<>();
            worker.put("deployment", target);
            worker.put("queues", List.copyOf(names));
            workers.add(worker);
        });
        return workers;
    }

    /** Over the samples; 0 of none. */
    private static double mean(JsonNode series) {
        double sum = 0;
        int count = 0;
        for (JsonNode pair : series.path("values")) {
            sum += Double.parseDouble(pair.path(1).asString("0"));
            count++;
        }
        return count == 0 ? 0 : sum / count;
    }
}
