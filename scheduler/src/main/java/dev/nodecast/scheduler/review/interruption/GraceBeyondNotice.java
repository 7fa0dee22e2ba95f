package dev.nodecast.scheduler.review.interruption;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.Pool;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import dev.nodecast.scheduler.review.system.Workload;

/** A grace period on spot nodes that is longer than the notice. */
public final class GraceBeyondNotice extends Rule {

    private static final long NOTICE_SECONDS = 120;

    /** The rule. */
    public GraceBeyondNotice() {
        super(
                "NC1303",
                "A grace period that a spot interruption does not honour",
                "Two minutes after its notice a spot instance ends, whatever grace its pods have. A longer grace period is of use"
                        + " for scaling down and consolidation, and is cut short by interruptions.",
                "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (Workload workload : system.workloads()) {
            long grace = workload.pod().terminationGracePeriodSeconds();
            if (grace >= NOTICE_SECONDS && system.poolsFor(workload).stream().anyMatch(Pool::spot)) {
                findings.add(note(
                                workload.podMark("terminationGracePeriodSeconds"),
                                workload + " is cut off by spot interruptions before its grace period ends")
                        .field("spec.template.spec.terminationGracePeriodSeconds")
                        .found(grace + " s, against less than 120 s from notice to end")
                        .expected("work that is saved within about 100 s of SIGTERM")
                        .consequence(
                                "what takes longer than that after SIGTERM is lost when the instance is interrupted")
                        .help("make the worker save early after SIGTERM; the long grace still serves scaling down"));
            }
        }
    }
}
