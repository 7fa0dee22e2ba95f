package dev.nodecast.scheduler.review.autoscaling;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.regex.Pattern;

/** The autoscaler counts jobs that wait, not those that are being worked on. */
public final class WaitingJobsOnly extends Rule {

    private static final Pattern WAITING = Pattern.compile(
            "(?i).*(queue|backlog|broker|list)[a-z_.:]*(length|len|size|depth|count|messages|visible|ready|lag).*"
                    + "|.*(queue|list)(name|length).*|.*messagesvisible.*|.*llen.*");
    private static final Pattern IN_PROGRESS = Pattern.compile(
            "(?i).*(active|running|unack|in.?progress|in.?flight|processing|busy|started|reserved|inflight|aws-sqs-queue|rabbitmq).*");
    private static final long LONG_GRACE_SECONDS = 90;

    /** The rule. */
    public WaitingJobsOnly() {
        super(
                "NC1105",
                "The autoscaler counts waiting jobs only",
                "The length of a queue counts jobs that wait. A job that a worker has taken is no longer in it, so with an empty"
                        + " queue and every worker busy the autoscaler removes workers. A Deployment does not choose which: the pod"
                        + " that goes may be in the middle of a job.",
                "https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#scaling-down-a-replicaset");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (ScalerView scaler : ScalerView.of(system)) {
            boolean waiting =
                    scaler.words().stream().anyMatch(w -> WAITING.matcher(w).matches())
                            || scaler.target().queues().stream().anyMatch(scaler::watches);
            boolean inProgress =
                    scaler.words().stream().anyMatch(w -> IN_PROGRESS.matcher(w).matches());
            if (scaler.onlyResources() || !waiting || inProgress) {
                continue;
            }
            long grace = scaler.target().pod().terminationGracePeriodSeconds();
            String message = scaler.header() + " counts waiting jobs only, so it removes workers that are busy";
            Diagnostic finding = grace >= LONG_GRACE_SECONDS
                    ? note(scaler.metricsMark(), message)
                    : warning(scaler.metricsMark(), message);
            findings.add(finding.field(scaler.header().kind().equals("ScaledObject") ? "spec.triggers" : "spec.metrics")
                    .found("the length of a queue; a removed worker has " + grace + " s to end its job")
                    .expected("a metric that counts jobs in progress too")
                    .consequence(
                            "with the queue empty and jobs running the count is 0: busy workers get SIGTERM, and SIGKILL "
                                    + grace + " s later")
                    .help(
                            "count waiting plus running jobs, give workers a terminationGracePeriodSeconds as long as a job, or"
                                    + " let them save and requeue on SIGTERM"));
        }
    }
}
