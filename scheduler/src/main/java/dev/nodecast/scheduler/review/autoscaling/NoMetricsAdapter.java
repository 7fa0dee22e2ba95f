package dev.nodecast.scheduler.review.autoscaling;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.List;

/** An HPA reads external or custom metrics, and nothing that is installed serves them. */
public final class NoMetricsAdapter extends Rule {

    private static final List<String> ADAPTERS = List.of(
            "prometheus-adapter",
            "keda",
            "datadog",
            "metrics-adapter",
            "metrics-apiserver",
            "kube-metrics",
            "newrelic");

    /** The rule. */
    public NoMetricsAdapter() {
        super(
                "NC1106",
                "Nothing serves the HPA's metric",
                "External and custom metrics come from an extension API server, such as prometheus-adapter or KEDA, that must be"
                        + " installed beside the exporter of the metric. Without it the HPA reports FailedGetExternalMetric and"
                        + " changes nothing. Reported only where the inputs say what is installed.",
                "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-metrics-apis");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        if (system.charts().isEmpty() || ADAPTERS.stream().anyMatch(system::installs)) {
            return;
        }
        for (Manifest<HorizontalPodAutoscaler> hpa : system.manifests().of(HorizontalPodAutoscaler.class)) {
            for (MetricSpec metric : hpa.value().metrics()) {
                String name = switch (metric) {
                    case MetricSpec.External external -> external.metric().name();
                    case MetricSpec.ObjectMetric object -> object.metric().name();
                    case MetricSpec.Pods pods -> pods.metric().name();
                    case MetricSpec.Resource ignored -> "";
                    case MetricSpec.ContainerResource ignored -> "";
                };
                if (!name.isEmpty()) {
                    findings.add(warning(
                                    hpa.markAt("spec", "metrics"),
                                    "nothing that is installed serves the metric `" + name + "`")
                            .field("spec.metrics")
                            .found("charts for "
                                    + String.join(
                                            ", ",
                                            system.charts().stream()
                                                    .map(c -> c.chart())
                                                    .distinct()
                                                    .toList()))
                            .expected("prometheus-adapter, KEDA or another server of the metrics API")
                            .consequence("the HPA cannot read its metric and never changes the replicas")
                            .help("install an adapter and the exporter of `" + name
                                    + "`, or use KEDA's scaler for the queue"));
                    break;
                }
            }
        }
    }
}
