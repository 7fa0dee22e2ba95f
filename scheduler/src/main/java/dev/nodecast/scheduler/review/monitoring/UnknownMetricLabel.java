package dev.nodecast.scheduler.review.monitoring;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.PromqlSelector;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.List;
import java.util.Optional;

/** A query filters one of Karpenter's metrics by a label it does not have. */
public final class UnknownMetricLabel extends Rule {

    /** Labels that scraping itself adds. */
    private static final List<String> OF_THE_SCRAPE = List.of(
            "job", "instance", "namespace", "pod", "service", "endpoint", "container", "cluster", "prometheus", "node");

    /** The rule. */
    public UnknownMetricLabel() {
        super(
                "NC1702",
                "A metric of Karpenter has no such label",
                "karpenter_nodepools_usage and karpenter_nodepools_limit are labelled by nodepool and resource_type only: they say"
                        + " nothing about spot and on-demand. A selector with another label matches nothing.",
                "https://karpenter.sh/docs/reference/metrics/");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (PromqlSelector query : system.queries()) {
            Optional<List<String>> labels = KarpenterMetrics.labels(query.metric());
            if (labels.isEmpty()) {
                continue;
            }
            query.labels().stream()
                    .filter(l -> !labels.get().contains(l) && !OF_THE_SCRAPE.contains(l) && !l.startsWith("__"))
                    .findFirst()
                    .ifPresent(label ->
                            findings.add(warning(query.mark(), "`" + query.metric() + "` has no label `" + label + "`")
                                    .found("a selector by `" + label + "`")
                                    .expected("the labels " + String.join(" and ", labels.get()))
                                    .consequence("the selector matches nothing")
                                    .help(
                                            label.equals("capacity_type")
                                                    ? "give spot and on-demand pools of their own and select by nodepool, or count nodes by the label"
                                                            + " karpenter.sh/capacity-type"
                                                    : "select by " + String.join(" or ", labels.get()))));
        }
    }
}
