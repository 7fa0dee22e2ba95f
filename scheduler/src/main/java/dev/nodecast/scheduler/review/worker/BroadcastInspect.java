package dev.nodecast.scheduler.review.worker;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.ReviewedSystem;

/** A probe that asks every Celery worker of the broker. */
public final class BroadcastInspect extends Rule {

    /** The rule. */
    public BroadcastInspect() {
        super(
                "NC1402",
                "A probe asks every worker, not its own",
                "Celery's `inspect` without a destination is broadcast: every worker on the broker answers, and one answer is"
                        + " success. The probe of a dead worker passes as long as any other lives, and every probe of every pod"
                        + " makes all workers answer.",
                "https://docs.celeryq.dev/en/stable/userguide/workers.html#remote-control");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (ExecProbe probe : ExecProbe.of(system)) {
            if (probe.isCeleryInspect() && !probe.hasDestination()) {
                findings.add(warning(
                                probe.commandMark(),
                                probe.kind() + " of " + probe.workload()
                                        + " asks every worker: `celery inspect` has no destination")
                        .field(probe.kind() + ".exec.command")
                        .found("`" + String.join(" ", probe.words()) + "`")
                        .expected("`-d celery@$HOSTNAME` behind it")
                        .consequence(
                                "the probe passes while any worker lives, whatever this one does; with N pods each round"
                                        + " costs N × N answers over the broker")
                        .help(
                                "run it through a shell, `sh -c 'celery -A app inspect ping -d celery@$HOSTNAME'`, or probe a file"
                                        + " that the worker touches"));
            }
        }
    }
}
