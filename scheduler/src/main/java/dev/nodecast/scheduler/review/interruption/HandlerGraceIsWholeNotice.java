package dev.nodecast.scheduler.review.interruption;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.HelmInstall;
import dev.nodecast.scheduler.review.system.ReviewedSystem;

/** The termination handler gives pods the whole notice. */
public final class HandlerGraceIsWholeNotice extends Rule {

    private static final long NOTICE_SECONDS = 120;

    /** The rule. */
    public HandlerGraceIsWholeNotice() {
        super(
                "NC1301",
                "The termination handler's grace period is the whole notice",
                "EC2 announces a spot interruption two minutes ahead. Seconds pass before the handler has seen the notice, cordoned"
                        + " the node and evicted the pods. A grace period of 120 s therefore ends after the instance is gone: a"
                        + " pod that uses it is cut off in the middle. The value also holds only for the handler's own drain;"
                        + " every other eviction, such as one by Karpenter, uses the pod's terminationGracePeriodSeconds.",
                "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (HelmInstall handler : TerminationHandler.draining(system)) {
            handler.setting("podTerminationGracePeriod")
                    .filter(s -> s.value().matches("[0-9]{1,6}"))
                    .filter(s -> Long.parseLong(s.value()) >= NOTICE_SECONDS)
                    .ifPresent(
                            s -> findings.add(
                                    warning(
                                                    s.mark(),
                                                    "the termination handler's grace of " + s.value()
                                                            + " s is the whole two-minute notice")
                                            .field("podTerminationGracePeriod")
                                            .found(s.value() + " s of the 120 s between notice and the instance's end")
                                            .expected(
                                                    "at most about 100 s, or -1 for the pod's own terminationGracePeriodSeconds")
                                            .consequence(
                                                    "a pod that uses its grace is cut off when the instance ends, before it has saved and"
                                                            + " requeued its job; a drain by Karpenter gives it its own default of 30 s instead")
                                            .help(
                                                    "set podTerminationGracePeriod=-1 and terminationGracePeriodSeconds of the pods to 90 to 100")));
        }
    }
}
