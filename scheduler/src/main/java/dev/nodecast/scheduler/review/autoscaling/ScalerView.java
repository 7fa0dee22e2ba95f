package dev.nodecast.scheduler.review.autoscaling;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.manifest.ObjectHeader;
import dev.nodecast.scheduler.manifest.tree.ListNode;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.ScalarNode;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import dev.nodecast.scheduler.review.system.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * An HPA or a ScaledObject, as far as it matters what it looks at.
 *
 * @param header what it is
 * @param target the workload it scales
 * @param maxReplicas most pods it asks for
 * @param maxMark where that stands
 * @param metricsMark where its metrics stand
 * @param words every text in its metrics: names, selectors, queries
 * @param onlyResources whether it looks at cpu and memory only
 */
record ScalerView(
        ObjectHeader header,
        Workload target,
        int maxReplicas,
        SourceMark maxMark,
        SourceMark metricsMark,
        List<String> words,
        boolean onlyResources) {

    /** The HPAs and ScaledObjects whose targets are known. */
    static List<ScalerView> of(ReviewedSystem system) {
        List<ScalerView> views = new ArrayList<>();
        for (Workload workload : system.workloads()) {
            for (Manifest<HorizontalPodAutoscaler> hpa : system.hpasOf(workload)) {
                views.add(of(
                        hpa,
                        workload,
                        hpa.value().maxReplicas(),
                        "maxReplicas",
                        "metrics",
                        !hpa.value().hasObjectOrExternalMetric()));
            }
            for (Manifest<ScaledObject> scaled : system.scaledObjectsOf(workload)) {
                views.add(of(
                        scaled,
                        workload,
                        scaled.value().replicas().maxOrDefault(),
                        "maxReplicaCount",
                        "triggers",
                        scaled.value().triggers().stream()
                                .allMatch(t -> t.isResource() || t.type().equals("cron"))));
            }
        }
        return views;
    }

    private static ScalerView of(
            Manifest<?> manifest, Workload target, int max, String maxField, String metricsField, boolean resources) {
        List<String> words = new ArrayList<>();
        manifest.tree().at("spec", metricsField).ifPresent(node -> collect(node, words));
        return new ScalerView(
                manifest.header(),
                target,
                max,
                manifest.markAt("spec", maxField),
                manifest.markAt("spec", metricsField),
                words,
                resources);
    }

    private static void collect(TreeNode node, List<String> words) {
        switch (node) {
            case ListNode list -> list.items().forEach(item -> collect(item, words));
            case MapNode map -> map.entries().forEach(entry -> collect(entry.value(), words));
            case ScalarNode scalar -> words.add(nameIn(scalar.text()));
        }
    }

    /** Of an address only the end of its path can name a queue, as in that of an SQS queue. */
    private static String nameIn(String text) {
        int scheme = text.indexOf("://");
        if (scheme < 0 || text.strip().contains(" ")) {
            return text;
        }
        int path = text.indexOf('/', scheme + "://".length());
        return path < 0 ? "" : text.substring(text.lastIndexOf('/') + 1);
    }

    /** Whether it looks at a queue by name. */
    boolean watches(String queue) {
        return words.stream()
                .anyMatch(word -> word.equals(queue) || (word.length() > queue.length() && mentions(word, queue)));
    }

    private static boolean mentions(String text, String queue) {
        for (int at = text.indexOf(queue); at >= 0; at = text.indexOf(queue, at + 1)) {
            int end = at + queue.length();
            boolean startsWord = at == 0 || !isPart(text.charAt(at - 1));
            boolean endsWord = end == text.length() || !isPart(text.charAt(end));
            if (startsWord && endsWord) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }
}
