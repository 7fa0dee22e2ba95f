package dev.nodecast.scheduler.review.interruption;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.Pool;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import dev.nodecast.scheduler.review.system.Workload;

/** Workers on spot nodes that leave their grace period at Kubernetes' 30 s. */
public final class ShortGraceOnSpot extends Rule {

    /** The rule. */
    public ShortGraceOnSpot() {
        super(
                "NC1302",
                "Workers on spot have the default grace of 30 s",
                "Whoever evicts a pod, Karpenter's drain included, gives it terminationGracePeriodSeconds: 30 s where nothing is"
                        + " written. Two minutes of notice allow about 100 s. A worker that saves a checkpoint or a model's state"
                        + " often needs more than 30 s, and gets SIGKILL.",
                "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (Workload workload : system.workloads()) {
            boolean worker = workload.gpus() > 0 || workload.isQueueWorker();
            boolean byDefault = !workload.states("terminationGracePeriodSeconds");
            boolean onSpot = system.poolsFor(workload).stream().anyMatch(Pool::spot);
            if (worker && byDefault && onSpot) {
                String message = workload + " runs on spot nodes with the default grace period of 30 s";
                Diagnostic finding = workload.isQueueWorker()
                        ? warning(workload.podMark(), message)
                        : note(workload.podMark(), message);
                findings.add(finding.field("spec.template.spec.terminationGracePeriodSeconds")
                        .found("nothing, so " + PodSpec.DEFAULT_GRACE_PERIOD_SECONDS + " s")
                        .expected("what saving and requeueing a job takes, up to about 100 s")
                        .consequence(
                                "a drain by Karpenter kills the worker 30 s after SIGTERM, with three quarters of the notice"
                                        + " unused")
                        .help("write `terminationGracePeriodSeconds: 100`"));
            }
        }
    }
}
