package dev.nodecast.scheduler.review.worker;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.CodeBlock;
import dev.nodecast.scheduler.review.source.ShellCommand;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Code that shuts every worker of the broker down. */
public final class BroadcastShutdown extends Rule {

    private static final Pattern CALL = Pattern.compile("\\bcontrol\\.(shutdown|broadcast)\\s*\\(([^)]*)\\)?");

    /** The rule. */
    public BroadcastShutdown() {
        super(
                "NC1403",
                "A worker's shutdown stops every worker",
                "Celery's control.shutdown() is a broadcast: without a destination every worker on the broker stops. In a signal"
                        + " handler it turns the end of one pod into the end of all.",
                "https://docs.celeryq.dev/en/stable/reference/celery.app.control.html#celery.app.control.Control.shutdown");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        system.sources().python().forEach(block -> python(block, findings));
        for (ShellCommand command : system.sources().commands()) {
            boolean shutdown = command.has("control")
                    && command.has("shutdown")
                    && command.text().contains("celery");
            boolean addressed = command.words().stream()
                    .anyMatch(w -> w.text().equals("-d") || w.text().startsWith("--destination"));
            if (shutdown && !addressed) {
                report(findings, command.mark(), command.text());
            }
        }
    }

    private void python(CodeBlock block, Diagnostics findings) {
        for (int line = block.firstLine(); line <= block.lastLine(); line++) {
            String text = block.source().line(line).orElse("");
            String code = text.contains("#") ? text.substring(0, text.indexOf('#')) : text;
            Matcher matcher = CALL.matcher(code);
            if (matcher.find() && stopsAll(matcher, block, line)) {
                report(
                        findings,
                        block.mark(line, code.codePointCount(0, matcher.start()) + 1, matcher.end() - matcher.start()),
                        matcher.group());
            }
        }
    }

    private static boolean stopsAll(Matcher call, CodeBlock block, int line) {
        StringBuilder arguments = new StringBuilder(call.group(2));
        for (int next = line + 1; !call.group().endsWith(")") && next <= Math.min(line + 5, block.lastLine()); next++) {
            arguments.append(block.source().line(next).orElse(""));
        }
        boolean shutdown = call.group(1).equals("shutdown") || arguments.indexOf("shutdown") >= 0;
        boolean positional =
                call.group(1).equals("shutdown") && call.group(2).strip().matches("[\\[\\w].*");
        return shutdown && !positional && arguments.indexOf("destination") < 0;
    }

    private void report(Diagnostics findings, dev.nodecast.scheduler.diagnostics.SourceMark mark, String found) {
        findings.add(
                error(mark, "this shuts every worker down, not this one: the shutdown has no destination")
                        .found("`" + found + "`")
                        .expected("`destination=[…]` with the worker's own node name")
                        .consequence("one spot interruption stops the workers of all pods, and the jobs on them")
                        .help(
                                "leave it out: Celery's own SIGTERM handling is a warm shutdown of this worker; or name the destination"));
    }
}
