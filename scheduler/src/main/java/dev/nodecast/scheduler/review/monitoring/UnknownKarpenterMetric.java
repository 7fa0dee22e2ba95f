package dev.nodecast.scheduler.review.monitoring;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.PromqlSelector;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.Optional;

/** A query reads a metric that Karpenter does not export. */
public final class UnknownKarpenterMetric extends Rule {

    /** The rule. */
    public UnknownKarpenterMetric() {
        super(
                "NC1701",
                "Karpenter exports no such metric",
                "Karpenter 1.0 renamed most of its metrics. There is no metric of the time from pending pod to node; the nearest is"
                        + " karpenter_pods_startup_duration_seconds, from a pod's creation until it runs."
                        + " karpenter_nodepools_usage has the labels nodepool and resource_type, no capacity type; the spot share"
                        + " of nodes can be read from kube_node_labels or karpenter_nodes_allocatable.",
                "https://karpenter.sh/docs/reference/metrics/");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        boolean old =
                system.charts("karpenter").stream().anyMatch(c -> c.version().matches("v?0\\..*"));
        for (PromqlSelector query : system.queries()) {
            boolean exists = KarpenterMetrics.exists(query.metric())
                    || (old && KarpenterMetrics.existedBeforeV1(query.metric()));
            if (query.metric().startsWith("karpenter_") && !exists) {
                findings.add(unknown(query));
            }
        }
    }

    private Diagnostic unknown(PromqlSelector query) {
        Optional<String> instead = KarpenterMetrics.instead(query.metric());
        String labels = instead.flatMap(KarpenterMetrics::labels)
                .map(l -> ", which has only the labels " + String.join(" and ", l)
                        + (query.labels().contains("capacity_type") ? " and no capacity_type" : ""))
                .orElse("");
        Diagnostic diagnostic = warning(
                        query.mark(), "Karpenter exports no metric `" + KarpenterMetrics.base(query.metric()) + "`")
                .found("`" + query.metric() + "`")
                .expected(instead.map(i -> "`" + i + "`" + labels).orElse("a metric that Karpenter 1.x exports"))
                .consequence("the query gives nothing: an empty panel, an alert that never fires");
        return diagnostic.help(instead.map(i -> query.labels().contains("capacity_type")
                        ? "for the spot share count nodes by their label karpenter.sh/capacity-type, for example with"
                                + " kube_node_labels"
                        : "read `" + i + "` and check that it answers the same question")
                .orElse("look the names up in Karpenter's metrics reference"));
    }
}
