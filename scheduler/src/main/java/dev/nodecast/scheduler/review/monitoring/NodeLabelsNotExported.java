package dev.nodecast.scheduler.review.monitoring;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.PromqlSelector;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query reads labels of objects that kube-state-metrics leaves out by default. */
public final class NodeLabelsNotExported extends Rule {

    /** The rule. */
    public NodeLabelsNotExported() {
        super(
                "NC1703",
                "kube-state-metrics leaves labels out by default",
                "Since version 2.0 kube-state-metrics exports an object's labels only where --metric-labels-allowlist names them."
                        + " Without it kube_node_labels has no label_… and such a selector matches nothing.",
                "https://github.com/kubernetes/kube-state-metrics/blob/main/docs/developer/cli-arguments.md");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        boolean allowed = system.charts().stream()
                        .anyMatch(c -> c.mentions("metricLabelsAllowlist")
                                || c.values().contains("metric-labels-allowlist"))
                || system.workloads().stream()
                        .anyMatch(w -> w.containers().stream()
                                .anyMatch(c -> String.join(
                                                " ", dev.nodecast.scheduler.review.system.Workload.words(c.get("args")))
                                        .contains("metric-labels-allowlist")));
        if (allowed) {
            return;
        }
        for (PromqlSelector query : system.queries()) {
            @Nullable String resource = resource(query.metric());
            List<String> labels =
                    query.labels().stream().filter(l -> l.startsWith("label_")).toList();
            if (resource != null && !labels.isEmpty()) {
                findings.add(finding(query, resource, labels.getFirst()));
            }
        }
    }

    /** The resource whose labels a metric carries, as the allow-list names it; null for other metrics. */
    private static @Nullable String resource(String metric) {
        return switch (metric) {
            case "kube_node_labels" -> "nodes";
            case "kube_pod_labels" -> "pods";
            case "kube_deployment_labels" -> "deployments";
            default -> null;
        };
    }

    private Diagnostic finding(PromqlSelector query, String resource, String label) {
        String plain = label.substring("label_".length());
        return note(
                        query.mark(),
                        "`" + query.metric() + "` has `" + label + "` only with an allow-list of kube-state-metrics")
                .found("a selector by `" + label + "`, and no metric-labels-allowlist among the inputs")
                .expected("`--metric-labels-allowlist=" + resource + "=[" + plain + "]`")
                .consequence("without the allow-list the selector matches nothing and the panel stays empty")
                .help("set `kube-state-metrics.metricLabelsAllowlist[0]=" + resource + "=[" + plain
                        + "]` in the chart");
    }
}
