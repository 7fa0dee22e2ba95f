package dev.nodecast.cli;

import dev.nodecast.scheduler.decide.DecisionInput;
import dev.nodecast.scheduler.decide.ProvisioningDecision;
import dev.nodecast.scheduler.decide.ProvisioningForm;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nodecast decide provisioning}: which nodes would be launched for the pods that wait. */
@Command(
        name = "provisioning",
        mixinStandardHelpOptions = true,
        description = "Which nodes would be launched for the pods that wait, and why others go on waiting.")
final class DecideProvisioningCommand implements Callable<Integer> {

    @Mixin
    private DecisionArguments arguments = new DecisionArguments();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        return arguments.forEach(spec.commandLine(), input -> answer(input, out));
    }

    private void answer(DecisionInput input, PrintWriter out) {
        ProvisioningDecision decision = ProvisioningDecision.of(input);
        out.println(Json.line(ProvisioningForm.of(decision)));
    }
}
