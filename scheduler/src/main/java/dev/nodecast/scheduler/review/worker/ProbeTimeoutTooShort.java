package dev.nodecast.scheduler.review.worker;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.List;

/** A probe whose command cannot end within its timeout. */
public final class ProbeTimeoutTooShort extends Rule {

    private static final List<String> SLOW =
            List.of("celery", "python", "python3", "java", "node", "ruby", "rails", "php", "dotnet", "aws", "kubectl");

    /** The rule. */
    public ProbeTimeoutTooShort() {
        super(
                "NC1401",
                "A probe's command takes longer than its timeout",
                "A probe without timeoutSeconds has 1 s. `celery inspect` starts Python, imports the application and then waits a"
                        + " full second for answers, so it never ends within 1 s; other interpreters often do not either.",
                "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (ExecProbe probe : ExecProbe.of(system)) {
            boolean slow = probe.words().stream()
                    .limit(4)
                    .map(w -> w.substring(w.lastIndexOf('/') + 1))
                    .anyMatch(SLOW::contains);
            if (probe.timeoutSeconds() > 1 || !slow) {
                continue;
            }
            String command = String.join(" ", probe.words());
            String message = probe.kind() + " of " + probe.workload() + " has "
                    + (probe.stated() ? "a timeout of 1 s" : "no timeoutSeconds (1 s)") + " for a slow command";
            Diagnostic finding =
                    probe.isCeleryInspect() ? error(probe.mark(), message) : warning(probe.mark(), message);
            findings.add(finding.field(probe.kind() + ".timeoutSeconds")
                    .found("`" + command + "`"
                            + (probe.isCeleryInspect() ? ", which takes longer than 1 s" : " with 1 s"))
                    .expected("a timeout of several seconds")
                    .consequence(
                            switch (probe.kind()) {
                                case "readinessProbe" ->
                                    "the pod never becomes ready; rollouts stall, and disruption budgets count no healthy pod";
                                case "livenessProbe" ->
                                    "kubelet restarts the container again and again, in the middle of jobs";
                                default -> "kubelet restarts the container before it has started";
                            })
                    .help("write `timeoutSeconds: 10` and a `periodSeconds` above it"));
        }
    }
}
