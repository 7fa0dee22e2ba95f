package dev.nodecast.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code nodecast decide}: one decision on the objects of a cluster, without acting on it. */
@Command(
        name = "decide",
        mixinStandardHelpOptions = true,
        description = "Says what Karpenter would do now with the objects of a cluster; nothing is changed.",
        subcommands = {DecideProvisioningCommand.class, DecideDisruptionCommand.class})
final class DecideCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "decide what? There are: provisioning, disruption");
    }
}
