package dev.nodecast.scheduler.review.autoscaling;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.List;

/** Workers serve several queues, and the autoscaler looks at some of them only. */
public final class QueuesNobodyWatches extends Rule {

    /** The rule. */
    public QueuesNobodyWatches() {
        super(
                "NC1104",
                "The autoscaler looks at some of the queues only",
                "The workers say which queues they serve (an environment variable such as CELERY_QUEUES, or Celery's -Q)."
                        + " Where the autoscaler names some of these queues and not the others, jobs in the others start no worker"
                        + " and keep none.",
                "");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (ScalerView scaler : ScalerView.of(system)) {
            List<String> queues = scaler.target().queues();
            List<String> watched = queues.stream().filter(scaler::watches).toList();
            List<String> starving =
                    queues.stream().filter(q -> !watched.contains(q)).toList();
            if (!watched.isEmpty() && !starving.isEmpty()) {
                findings.add(error(
                                scaler.metricsMark(),
                                scaler.header() + " looks at " + quoted(watched) + " alone; jobs in " + quoted(starving)
                                        + " starve")
                        .field(scaler.header().kind().equals("ScaledObject") ? "spec.triggers" : "spec.metrics")
                        .found("metrics of " + quoted(watched) + ", while " + scaler.target() + " serves "
                                + quoted(queues))
                        .expected("a metric for each queue that the workers serve, or one over all of them")
                        .consequence("jobs in " + quoted(starving) + " start no worker: while " + quoted(watched)
                                + " is empty nobody works on them")
                        .help("add a metric for " + quoted(starving)
                                + "; an autoscaler takes the largest proposal of its metrics"));
            }
        }
    }

    private static String quoted(List<String> names) {
        return String.join(", ", names.stream().map(n -> "`" + n + "`").toList());
    }
}
