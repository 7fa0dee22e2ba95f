package dev.nodecast.scheduler.review.monitoring;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.PromqlSelector;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.List;

/** A query reads GPU metrics, and nothing that exports them is installed. */
public final class GpuMetricsNotExported extends Rule {

    private static final List<String> EXPORTERS =
            List.of("dcgm-exporter", "gpu-operator", "amazon-cloudwatch-observability");

    /** The rule. */
    public GpuMetricsNotExported() {
        super(
                "NC1704",
                "Nothing exports GPU metrics",
                "DCGM_FI_… metrics come from NVIDIA's dcgm-exporter, a DaemonSet of its own (the GPU operator brings it). It labels"
                        + " its series by Hostname, gpu and UUID; a label `node` is there only if the scrape adds it.",
                "https://github.com/NVIDIA/dcgm-exporter");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        boolean exported = EXPORTERS.stream().anyMatch(system::installs);
        for (PromqlSelector query : system.queries()) {
            if (!query.metric().startsWith("DCGM_")) {
                continue;
            }
            if (!exported) {
                findings.add(missing(system, query));
            }
            if (query.groupedBy().contains("node")) {
                findings.add(note(query.mark(), "dcgm-exporter labels its series by `Hostname`, not by `node`")
                        .found("`by (node)`")
                        .expected("`by (Hostname)`, or a relabelling of the scrape that adds `node`")
                        .consequence("without the relabelling all nodes end up in one series")
                        .help("write `by (Hostname)`"));
            }
        }
    }

    private Diagnostic missing(ReviewedSystem system, PromqlSelector query) {
        String message = "nothing among the inputs exports `" + query.metric() + "`: dcgm-exporter is not installed";
        return (system.charts().isEmpty() ? note(query.mark(), message) : warning(query.mark(), message))
                .found("no dcgm-exporter and no GPU operator")
                .expected(
                        "NVIDIA's dcgm-exporter as a DaemonSet that tolerates the GPU pools' taints, and a ServiceMonitor for it")
                .consequence("the panel stays empty")
                .help("install the chart dcgm-exporter of https://nvidia.github.io/dcgm-exporter/helm-charts");
    }
}
