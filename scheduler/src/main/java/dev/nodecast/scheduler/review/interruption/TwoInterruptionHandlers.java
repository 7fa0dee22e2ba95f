package dev.nodecast.scheduler.review.interruption;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.HelmInstall;
import dev.nodecast.scheduler.review.system.ReviewedSystem;

/** Karpenter's interruption queue and the termination handler together. */
public final class TwoInterruptionHandlers extends Rule {

    /** The rule. */
    public TwoInterruptionHandlers() {
        super(
                "NC1304",
                "Two components act on one interruption notice",
                "Karpenter with an interruption queue drains a node on its notice and at once launches the replacement. The Node"
                        + " Termination Handler drains the same node by its own rules and grace. Karpenter's documentation advises"
                        + " against using both.",
                "https://karpenter.sh/docs/faq/#should-i-use-karpenter-interruption-handling-alongside-node-termination-handler");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        boolean queue = system.charts("karpenter").stream().anyMatch(InterruptionQueue::isConfigured);
        if (!queue) {
            return;
        }
        for (HelmInstall handler : TerminationHandler.draining(system)) {
            findings.add(warning(
                            handler.mark(),
                            "the termination handler and Karpenter's interruption queue both act on one notice")
                    .found(
                            "aws-node-termination-handler with spot draining, and Karpenter with settings.interruptionQueue")
                    .expected("one of the two")
                    .consequence("a node is drained twice, with two grace periods; which one a worker gets is chance")
                    .help("remove the termination handler: Karpenter also launches the replacement at once"));
        }
    }
}
