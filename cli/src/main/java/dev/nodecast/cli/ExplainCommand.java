package dev.nodecast.cli;

import dev.nodecast.scheduler.review.Rules;
import dev.nodecast.scheduler.review.rule.Rule;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nodecast explain}: what a rule of the review looks for, and why. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Explains a rule of the review; without a rule, lists them all.")
final class ExplainCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "RULE", description = "The rule's id, as validate prints it.")
    private @Nullable String id;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        boolean known = false;
        for (Rule rule : Rules.all()) {
            if (id == null) {
                out.println(rule.id() + "  " + rule.title());
            } else if (rule.id().equalsIgnoreCase(id)) {
                known = true;
                out.println(rule.id() + "  " + rule.title());
                out.println();
                out.println(rule.explanation());
            }
        }
        out.flush();
        if (id != null && !known) {
            spec.commandLine().getErr().println("error: there is no rule " + id + "; nodecast explain lists the rules");
            return ExitCode.BAD_INPUT;
        }
        return ExitCode.DONE;
    }
}
