package dev.nodecast.scheduler.review.worker;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.CodeBlock;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A SIGTERM handler that ends the worker without giving its job back. */
public final class HandlerDoesNotRequeue extends Rule {

    private static final Pattern REGISTRATION =
            Pattern.compile("signal\\.signal\\(\\s*(?:signal\\.)?SIGTERM\\s*,\\s*([A-Za-z_][A-Za-z0-9_.]*)");
    private static final Pattern REQUEUE = Pattern.compile(
            "(?i)(re_?queue|re_?enqueue|enqueue|retry|apply_async|send_task|\\.delay\\(|reject|nack|lpush|rpush|publish|put_back"
                    + "|return_to_queue|resubmit|visibility)");
    private static final Pattern ENDS = Pattern.compile("(?i)exit|shutdown");
    private static final Pattern LATE_ACK =
            Pattern.compile("(?i)(acks_late|reject_on_worker_lost)[\"']?\\s*[=:]\\s*true");
    private static final Pattern PROMISE = Pattern.compile("(?i)(re-?queue|re-?enqueue|put back|재등록|재큐|다시 큐)");

    /** The rule. */
    public HandlerDoesNotRequeue() {
        super(
                "NC1404",
                "A SIGTERM handler does not requeue the job",
                "Celery acknowledges a job when a worker takes it, unless acks_late is on. A handler that saves a checkpoint and"
                        + " exits leaves the job in no queue: nobody resumes it. It must be sent again, or be acknowledged late.",
                "https://docs.celeryq.dev/en/stable/userguide/tasks.html#Task.acks_late");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        boolean late = system.sources().python().stream()
                .anyMatch(b -> LATE_ACK.matcher(b.text()).find());
        if (late) {
            return;
        }
        Optional<CodeBlock> promise = system.sources().prose().stream()
                .filter(b -> b.language().equals("mermaid"))
                .filter(b -> PROMISE.matcher(b.text()).find())
                .findFirst();
        for (CodeBlock block : system.sources().python()) {
            Matcher registration = REGISTRATION.matcher(block.text());
            while (registration.find()) {
                String name = registration.group(1);
                PythonFunction.find(block, name.substring(name.lastIndexOf('.') + 1))
                        .filter(f -> !REQUEUE.matcher(f.code()).find())
                        .filter(f -> ENDS.matcher(f.code()).find())
                        .ifPresent(f -> findings.add(finding(f, promise)));
            }
        }
    }

    private Diagnostic finding(PythonFunction handler, Optional<CodeBlock> promise) {
        String message = "the SIGTERM handler `" + handler.name() + "` does not requeue the job it interrupts";
        Diagnostic base = promise.isPresent() ? error(handler.mark(), message) : warning(handler.mark(), message);
        String diagram = promise.map(p -> ", though the diagram at " + p.mark() + " says that the job is requeued")
                .orElse("");
        return base.found("a handler that ends the process and sends nothing to a queue" + diagram)
                .expected("the job put back into its queue, or late acknowledgement (acks_late)")
                .consequence(
                        "the job was acknowledged when it was taken: after an interruption it is in no queue and nobody"
                                + " resumes it, checkpoint or not")
                .help("send the job again from the handler, or set task_acks_late and task_reject_on_worker_lost");
    }
}
